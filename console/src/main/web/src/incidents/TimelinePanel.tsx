import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { readTimeline, type Incident, type TimelineItem } from '../api/incidents';
import { exact, hourMinute } from '../time/format';
import { useZone } from '../time/zone';
import { ErrorNote, Icon, Panel, Rows, Select } from '../ui';
import { SmartLink } from './SmartLink';
import { kindOf, rowOf } from './words';

/** What happened, newest first; it writes itself. */
export function TimelinePanel({ incident }: { incident: Incident }) {
  const search = useSearch({ from: '/incidents/$id' });
  const navigate = useNavigate();
  const timeline = useQuery({ queryKey: ['incidents', 'timeline', incident.id], queryFn: () => readTimeline(incident.id) });
  const items = [...(timeline.data?.items ?? [])].sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || compareIds(b.id, a.id));
  const kinds = [...new Set(items.map((item) => item.kind))];
  const shown = search.kind ? items.filter((item) => item.kind === search.kind) : items;
  return (
    <Panel
      flush
      title="Timeline"
      aside={
        kinds.length > 1 ? (
          <Select
            aria-label="Kind of entry"
            w={150}
            value={search.kind ?? ''}
            onChange={(kind) => void navigate({ to: '/incidents/$id', params: { id: incident.id }, search: (old) => ({ ...old, kind: kind || undefined }), replace: true })}
            data={[{ value: '', label: 'Everything' }, ...kinds.map((kind) => ({ value: kind, label: kindOf(kind).word }))]}
          />
        ) : null
      }
    >
      {timeline.isPending ? <Rows count={5} /> : null}
      {timeline.isError && !timeline.data ? <ErrorNote what="The timeline cannot be read" error={timeline.error} retry={() => void timeline.refetch()} /> : null}
      <ol className="timeline">
        {shown.map((item) => (
          <Row key={item.id} item={item} />
        ))}
      </ol>
    </Panel>
  );
}

function compareIds(a: string, b: string): number {
  return a.length - b.length || a.localeCompare(b);
}

function Row({ item }: { item: TimelineItem }) {
  const zone = useZone();
  const at = Date.parse(item.at);
  const { word, icon } = rowOf(item);
  return (
    <li className={`timeline-row timeline-${item.kind}`}>
      <time className="num dim" dateTime={item.at} title={exact(at, zone)}>
        {hourMinute(at, zone)}
        <span className="timeline-seconds">:{String(new Date(at).getUTCSeconds()).padStart(2, '0')}</span>
      </time>
      <Icon name={icon} size={14} />
      <div className="timeline-text">
        <div>
          <strong>{word}</strong>
          {item.actor ? <span className="dim"> · {item.actor}</span> : null}
          {item.link ? (
            <>
              {' '}
              · <SmartLink href={item.link}>open</SmartLink>
            </>
          ) : null}
        </div>
        <div className="timeline-words">{item.text}</div>
      </div>
    </li>
  );
}
