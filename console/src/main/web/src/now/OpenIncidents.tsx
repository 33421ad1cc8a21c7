import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { openIncidentsQuery } from '../queries';
import { ErrorNote, Panel } from '../ui';
import { IncidentRow } from '../incidents/IncidentRow';

/** What somebody must look at; nothing at all while all is calm. */
export function OpenIncidents() {
  const incidents = useQuery(openIncidentsQuery);
  if (incidents.isError && !incidents.data) {
    return <ErrorNote what="Open incidents cannot be read" error={incidents.error} retry={() => void incidents.refetch()} />;
  }
  const items = incidents.data?.items ?? [];
  if (!items.length) return null;
  return (
    <Panel
      flush
      title={items.length === 1 ? '1 open incident' : `${items.length} open incidents`}
      aside={<Link to="/incidents">All incidents</Link>}
    >
      <ul className="list">
        {items.map((incident) => (
          <li key={incident.id}>
            <IncidentRow incident={incident} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
