import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Page as Items } from '../api/http';
import type { Monitor } from '../api/uptime';
import { lastCheck, percent, stateWord } from '../monitors/words';
import { RegionDots } from '../monitors/RegionDots';
import { StripOf } from '../monitors/Strip';
import { Ago } from '../time/Time';
import { Button, Empty, ErrorNote, Icon, Rows, Status } from '../ui';

const ORDER = ['DOWN', 'UNCONFIRMED', 'RECOVERING', 'UNKNOWN', 'UP', 'PAUSED'];

interface Props {
  monitors: UseQueryResult<Items<Monitor>>;
  onCreate?: () => void;
}

export function MonitorList({ monitors, onCreate }: Props) {
  if (monitors.isPending) return <Rows count={3} height={34} />;
  if (!monitors.data) return <ErrorNote what="Monitors cannot be read" error={monitors.error} retry={() => void monitors.refetch()} />;
  const items = [...monitors.data.items].sort(
    (a, b) => ORDER.indexOf(a.status.state) - ORDER.indexOf(b.status.state) || a.name.localeCompare(b.name),
  );
  if (!items.length) return <NoMonitors onCreate={onCreate} />;
  return (
    <ul className="list monitor-list">
      {items.map((monitor) => (
        <MonitorRow key={monitor.id} monitor={monitor} />
      ))}
    </ul>
  );
}

function MonitorRow({ monitor }: { monitor: Monitor }) {
  const { word, tone } = stateWord(monitor.status.state);
  const { reason } = monitor.status;
  const said = monitor.status.state === 'UP' || !reason ? monitor.url : reason;
  return (
    <li className="monitor-row">
      <div className="monitor-name">
        <Status tone={tone} sign={monitor.status.state === 'PAUSED' ? 'pause' : undefined}>
          {word}
        </Status>
        <div className="monitor-words">
          <Link to="/monitors/$id" params={{ id: monitor.id }} className="strong">
            {monitor.name}
          </Link>
          <div className="dim monitor-said" title={said === monitor.url ? said : `${said}\n${monitor.url}`}>
            {said}
          </div>
        </div>
      </div>
      <div className="monitor-checks">
        <StripOf monitor={monitor.id} />
        <RegionDots monitor={monitor} />
      </div>
      <div className="monitor-figure num">
        <div title={coverageText(monitor)}>
          {percent(monitor.uptime24h?.ratio)}
          <span className="dim"> 24 h</span>
        </div>
        <div className="dim">
          <Ago at={lastCheck(monitor)} />
        </div>
      </div>
    </li>
  );
}

function coverageText(monitor: Monitor): string {
  const coverage = monitor.uptime24h?.coverage;
  if (coverage === null || coverage === undefined) return 'Uptime of the last 24 hours: not measured yet';
  return `Uptime of the last 24 hours; measured for ${percent(coverage, 1)} of the time`;
}

function NoMonitors({ onCreate }: { onCreate?: () => void }) {
  return (
    <Empty
      title="Watch your first URL"
      action={
        onCreate ? (
          <Button leftSection={<Icon name="plus" size={13} />} onClick={onCreate}>
            Watch a URL
          </Button>
        ) : null
      }
      snippet={{
        label: 'The same from a shell, with the variables of .tocsin/credentials.env',
        text: `curl -sS "$TOCSIN_URL/api/uptime/v1/monitors" \\
  -H "Authorization: Bearer $TOCSIN_API_TOKEN" -H 'Content-Type: application/json' \\
  -d '{"name":"shop","service":"shop","url":"https://shop.example.com/health","method":"GET",
       "expectedStatus":[200],"intervalSeconds":30,"timeoutMs":5000,
       "regions":["eu-west","us-east","ap-south"],"quorum":2,"severity":"critical"}'`,
      }}
    >
      Agents in several regions ask for it on a fixed beat; it counts as down when enough of them agree.
    </Empty>
  );
}
