import { Link } from '@tanstack/react-router';
import type { Incident } from '../api/incidents';
import { useMay } from '../shell/session';
import { duration } from '../time/duration';
import { useNow } from '../time/now';
import { Ago } from '../time/Time';
import { Button, Status } from '../ui';
import { useAcknowledge } from './act';
import { Countdown } from './Countdown';
import { elapsed, incidentState, severityTone } from './words';
import './incidents.css';

/** One incident in a list, with the one thing that is urgent: acknowledging it. */
export function IncidentRow({ incident }: { incident: Incident }) {
  const responder = useMay('responder');
  const ack = useAcknowledge(incident);
  const now = useNow(incident.resolvedAt ? 600_000 : 10_000);
  const { word, tone } = incidentState(incident.state);
  return (
    <div className="incident-row">
      <div className="incident-main">
        <div>
          <span className="dim num">#{incident.number} </span>
          <Link to="/incidents/$id" params={{ id: incident.id }} className="strong">
            {incident.title}
          </Link>
        </div>
        <div className="line incident-facts">
          <Status tone={tone}>{incident.state === 'acknowledged' && incident.acknowledgedBy ? `${incident.acknowledgedBy} is on it` : word}</Status>
          <Status tone={severityTone(incident.severity)} sign="dot">
            {incident.severity}
          </Status>
          {incident.service ? <span className="dim">{incident.service}</span> : null}
          <span className="dim">
            opened <Ago at={incident.openedAt} />
            {incident.resolvedAt ? `, lasted ${duration(elapsed(incident, now))}` : ''}
          </span>
          <Countdown next={incident.nextEscalation} />
        </div>
      </div>
      {responder && incident.state === 'triggered' ? (
        <Button size="sm" className="incident-ack" disabled={ack.isPending} onClick={() => ack.mutate()}>
          Acknowledge
        </Button>
      ) : null}
    </div>
  );
}
