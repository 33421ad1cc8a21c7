import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { Incident } from '../api/incidents';
import { incidentQuery } from '../queries';
import { duration } from '../time/duration';
import { useNow } from '../time/now';
import { At } from '../time/Time';
import { ErrorNote, Figure, Page, Rows, SegmentedControl, Status } from '../ui';
import { ActionBar } from './ActionBar';
import { AlertsPanel } from './AlertsPanel';
import { Countdown } from './Countdown';
import { ImpactPanel } from './ImpactPanel';
import { PagesPanel } from './PagesPanel';
import { TimelinePanel } from './TimelinePanel';
import { elapsed, incidentState, severityTone } from './words';
import './incidents.css';

const PostmortemTab = lazy(() => import('../postmortem/PostmortemTab'));

export default function IncidentPage() {
  const { id } = useParams({ from: '/incidents/$id' });
  const incident = useQuery(incidentQuery(id));
  if (!incident.data) {
    return (
      <Page title="Incident" above={<Link to="/incidents">Incidents</Link>}>
        {incident.isError ? <ErrorNote what="This incident cannot be read" error={incident.error} retry={() => void incident.refetch()} /> : <Rows count={8} />}
      </Page>
    );
  }
  return <Room incident={incident.data} />;
}

function Room({ incident }: { incident: Incident }) {
  const search = useSearch({ from: '/incidents/$id' });
  const navigate = useNavigate();
  const tab = search.tab === 'postmortem' ? 'postmortem' : 'room';
  const { word, tone } = incidentState(incident.state);
  return (
    <Page
      title={`#${incident.number} ${incident.title}`}
      above={
        <>
          <Link to="/incidents">Incidents</Link> <span className="num">#{incident.number}</span>
        </>
      }
      heading={incident.title}
      actions={
        <SegmentedControl
          aria-label="Part of the incident"
          value={tab}
          onChange={(value) => void navigate({ to: '/incidents/$id', params: { id: incident.id }, search: { tab: value === 'room' ? undefined : value } })}
          data={[
            { value: 'room', label: 'Room' },
            { value: 'postmortem', label: 'Postmortem' },
          ]}
        />
      }
    >
      <div className="line">
        <Status tone={tone}>{word}</Status>
        <Status tone={severityTone(incident.severity)} sign="dot">
          {incident.severity}
        </Status>
        {incident.flag ? <Status tone="bad" sign="warn">{incident.flag}</Status> : null}
        <Countdown next={incident.nextEscalation} />
      </div>
      <Facts incident={incident} />
      {tab === 'room' ? (
        <>
          <ActionBar incident={incident} />
          <div className="cols cols-side">
            <TimelinePanel incident={incident} />
            <div className="stack">
              <AlertsPanel incident={incident} />
              <ImpactPanel incident={incident} />
              <PagesPanel incident={incident} />
            </div>
          </div>
        </>
      ) : (
        <Suspense fallback={<Rows count={10} />}>
          <PostmortemTab incident={incident} />
        </Suspense>
      )}
    </Page>
  );
}

function Facts({ incident }: { incident: Incident }) {
  const now = useNow(incident.resolvedAt ? 600_000 : 1_000);
  return (
    <div className="figures">
      <Figure label={incident.resolvedAt ? 'Lasted' : 'Running for'}>{duration(elapsed(incident, now))}</Figure>
      <Figure label="Opened">
        <At at={incident.openedAt} />
      </Figure>
      <Figure label="Acknowledged" note={incident.acknowledgedBy ? `by ${incident.acknowledgedBy}` : null}>
        {incident.acknowledgedAt ? <At at={incident.acknowledgedAt} /> : 'not yet'}
      </Figure>
      <Figure label="Resolved" note={incident.resolvedBy ? `by ${incident.resolvedBy}` : null}>
        {incident.resolvedAt ? <At at={incident.resolvedAt} /> : 'not yet'}
      </Figure>
      <Figure label="Service">
        {incident.service ? (
          <Link to="/logs" search={{ service: incident.service, range: '1h' }} title="Logs of this service">
            {incident.service}
          </Link>
        ) : (
          '–'
        )}
      </Figure>
    </div>
  );
}
