import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { listIncidents } from '../api/incidents';
import { Button, Empty, ErrorNote, Page, Panel, Rows, SegmentedControl } from '../ui';
import { IncidentRow } from './IncidentRow';
import './incidents.css';

const STATES = [
  { value: 'open', label: 'Open' },
  { value: 'resolved', label: 'Resolved' },
  { value: 'all', label: 'All' },
];

export default function IncidentsPage() {
  const search = useSearch({ from: '/incidents' });
  const navigate = useNavigate();
  const state = search.state === 'open' || search.state === 'resolved' ? search.state : 'all';
  const incidents = useInfiniteQuery({
    queryKey: ['incidents', 'list', state],
    queryFn: ({ pageParam }) => listIncidents(state, 30, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  });
  const items = incidents.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title="Incidents"
      actions={
        <SegmentedControl
          aria-label="State"
          value={state}
          onChange={(value) => void navigate({ to: '/incidents', search: { state: value === 'all' ? undefined : value } })}
          data={STATES}
        />
      }
    >
      {incidents.isError && !incidents.data ? <ErrorNote what="Incidents cannot be read" error={incidents.error} retry={() => void incidents.refetch()} /> : null}
      <Panel flush title="Incidents" aside="Newest first">
        {incidents.isPending ? <Rows count={5} height={40} /> : null}
        {incidents.data && !items.length ? <NoIncidents state={state} /> : null}
        <ul className="list">
          {items.map((incident) => (
            <li key={incident.id}>
              <IncidentRow incident={incident} />
            </li>
          ))}
        </ul>
        {incidents.hasNextPage ? (
          <div className="incident-more">
            <Button variant="default" onClick={() => void incidents.fetchNextPage()}>
              Load older ones
            </Button>
          </div>
        ) : null}
      </Panel>
    </Page>
  );
}

function NoIncidents({ state }: { state: string }) {
  if (state === 'open') return <Empty title="No open incident. All is calm." />;
  if (state === 'resolved') return <Empty title="No incident was resolved yet" />;
  return (
    <Empty title="No incident yet" snippet={{ label: 'Anything may raise an alert; this one opens an incident and pages the on-call', text: SNIPPET }}>
      Monitors, objectives and exceptions open incidents by themselves.
    </Empty>
  );
}

const SNIPPET = `curl -sS "$TOCSIN_URL/api/incidents/v1/alerts" \\
  -H "Authorization: Bearer $TOCSIN_API_TOKEN" -H 'Content-Type: application/json' \\
  -d '{"eventId":"'$(uuidgen)'","source":"shell","dedupKey":"drill-1","status":"firing",
       "severity":"warning","title":"A drill","service":"shop","labels":{},"links":[],
       "occurredAt":"'$(date -u +%FT%TZ)'"}'`;
