import { useQuery } from '@tanstack/react-query';
import { onCallQuery } from '../queries';
import { At } from '../time/Time';
import { Empty, ErrorNote, Icon, Panel, Rows } from '../ui';

export function OnCallPanel() {
  const onCall = useQuery(onCallQuery);
  return (
    <Panel flush title="On call now">
      {onCall.isPending ? <Rows count={1} /> : null}
      {onCall.isError && !onCall.data ? <ErrorNote what="On-call cannot be read" error={onCall.error} /> : null}
      {onCall.data && !onCall.data.items.length ? (
        <Empty title="Nobody is on call" snippet={{ label: 'A person, a weekly schedule and whom to wake', text: SNIPPET }}>
          Without a schedule an incident opens, but no page is sent.
        </Empty>
      ) : null}
      <ul className="list">
        {onCall.data?.items.map((item) => (
          <li key={item.schedule} className="oncall-row">
            <Icon name="user" />
            <div>
              <div className="strong">{item.person?.name ?? 'Nobody: a gap in the schedule'}</div>
              <div className="dim">
                {item.schedule}
                {item.until ? (
                  <>
                    , until <At at={item.until} />
                  </>
                ) : null}
              </div>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const SNIPPET = `api="$TOCSIN_URL/api/incidents/v1"; auth="Authorization: Bearer $TOCSIN_API_TOKEN"; json='Content-Type: application/json'
id=$(curl -sS "$api/people" -H "$auth" -H "$json" \\
  -d '{"name":"Primary on-call","email":"primary@example.com"}' | sed 's/.*"id":"\\([^"]*\\).*/\\1/')
curl -sS -X PUT "$api/schedules/primary" -H "$auth" -H "$json" \\
  -d '{"zone":"Europe/Berlin","anchor":"2026-11-16T09:00:00","unit":"week","participants":["'$id'"]}'
curl -sS -X PUT "$api/policies/default" -H "$auth" -H "$json" \\
  -d '{"levels":[{"delayMinutes":5,"targets":[{"type":"schedule","id":"primary"}]}],"repeats":2}'`;
