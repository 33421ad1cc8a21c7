import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { listResults, type CheckResult, type Monitor } from '../api/uptime';
import { monitorQuery } from '../queries';
import { duration } from '../time/duration';
import { Ago, At } from '../time/Time';
import { DataTable, ErrorNote, Figure, Page, Panel, Rows, Status } from '../ui';
import { Chart } from '../ui/Chart';
import { MonitorActions } from './MonitorActions';
import { latencyLines, newestText } from './series';
import { Strip } from './Strip';
import { errorWord, lastCheck, latency, percent, stateWord, VERDICTS } from './words';

const COLORS = ['--t-chart-1', '--t-chart-2', '--t-chart-3', '--t-chart-4', '--t-chart-5'];
const DASHES = [undefined, [6, 3], [2, 3], [8, 3, 2, 3], [1, 2]];

export default function MonitorPage() {
  const { id } = useParams({ from: '/monitors/$id' });
  const monitor = useQuery(monitorQuery(id));
  const results = useQuery({ queryKey: ['results', id, 'page'], queryFn: () => listResults(id, 300), refetchInterval: 10_000 });
  if (monitor.isPending) {
    return (
      <Page title="Monitor">
        <Rows count={6} />
      </Page>
    );
  }
  if (!monitor.data) {
    return (
      <Page title="Monitor" above={<Link to="/">Now</Link>}>
        <ErrorNote what="This monitor cannot be read" error={monitor.error} retry={() => void monitor.refetch()} />
      </Page>
    );
  }
  const data = monitor.data;
  const { word, tone } = stateWord(data.status.state);
  return (
    <Page
      title={data.name}
      above={<Link to="/">Now</Link>}
      heading={
        <span className="line">
          {data.name} <Status tone={tone}>{word}</Status>
        </span>
      }
      actions={<MonitorActions monitor={data} />}
    >
      <p className="dim">
        <code>
          {data.method} {data.url}
        </code>
      </p>
      <div className="figures">
        <Figure label="State" note={data.status.reason} tone={tone === 'good' || tone === 'bad' || tone === 'warn' ? tone : undefined}>
          {word}
        </Figure>
        <Figure label="Since">
          <At at={data.status.since} />
        </Figure>
        <Figure label="Uptime 24 h" note={data.uptime24h?.coverage === null || !data.uptime24h ? 'not measured yet' : `measured for ${percent(data.uptime24h.coverage, 1)} of the time`}>
          {percent(data.uptime24h?.ratio)}
        </Figure>
        <Figure label="Last check" note={`every ${data.intervalSeconds} s`}>
          <Ago at={lastCheck(data)} />
        </Figure>
      </div>
      <Latency monitor={data} results={results.data?.items ?? []} pending={results.isPending} />
      <div className="cols cols-two">
        <Panel flush title="Regions" aside={`Down when ${data.quorum} of ${data.regions.length} agree`}>
          <Regions monitor={data} />
        </Panel>
        <Panel title="What is checked">
          <Facts monitor={data} />
        </Panel>
      </div>
      <Panel flush title="Recent checks" aside={results.data ? <RecentStrip results={results.data.items} /> : null}>
        {results.isPending ? <Rows /> : null}
        {results.isError && !results.data ? <ErrorNote what="Results cannot be read" error={results.error} /> : null}
        {results.data ? <Results results={results.data.items.slice(0, 60)} /> : null}
      </Panel>
    </Page>
  );
}

function RecentStrip({ results }: { results: CheckResult[] }) {
  return (
    <div className="strip-aside">
      <Strip results={results} />
    </div>
  );
}

function Latency({ monitor, results, pending }: { monitor: Monitor; results: CheckResult[]; pending: boolean }) {
  const lines = latencyLines(results, monitor.intervalSeconds);
  return (
    <Panel title="Latency by region">
      {pending ? <Rows count={1} height={190} /> : null}
      {!pending && !lines.x.length ? <p className="dim">No results yet: the first arrive within {monitor.intervalSeconds} seconds.</p> : null}
      {lines.x.length ? (
        <Chart
          label={`Latency of the last ${results.length} checks of ${monitor.name}. Newest: ${newestText(lines, latency)}.`}
          x={lines.x}
          series={lines.lines.map((line, index) => ({
            name: line.region,
            color: COLORS[index % COLORS.length] ?? '--t-chart-1',
            dash: DASHES[index % DASHES.length],
            values: line.values,
          }))}
          format={latency}
        />
      ) : null}
    </Panel>
  );
}

function Regions({ monitor }: { monitor: Monitor }) {
  return (
    <DataTable
      label="Regions"
      rows={monitor.status.regions}
      keyOf={(row) => row.region}
      columns={[
        { name: 'Region', cell: (row) => row.region },
        { name: 'Verdict', cell: (row) => <Status tone={VERDICTS[row.verdict].tone}>{VERDICTS[row.verdict].word}</Status> },
        { name: 'Latency', right: true, cell: (row) => latency(row.latencyMs) },
        { name: 'Error', cell: (row) => errorWord(row.errorClass) },
        { name: 'Looked', right: true, cell: (row) => <Ago at={row.at} /> },
      ]}
    />
  );
}

function Results({ results }: { results: CheckResult[] }) {
  return (
    <DataTable
      label="Recent checks"
      rows={results}
      keyOf={(row, index) => `${row.at}${row.region}${index}`}
      columns={[
        { name: 'Time', cell: (row) => <Ago at={row.at} /> },
        { name: 'Region', cell: (row) => row.region },
        { name: 'Verdict', cell: (row) => <Status tone={VERDICTS[row.verdict].tone}>{VERDICTS[row.verdict].word}</Status> },
        { name: 'Latency', right: true, cell: (row) => latency(row.latencyMs) },
        { name: 'Answer', cell: (row) => errorWord(row.errorClass, row.httpStatus) },
      ]}
    />
  );
}

function Facts({ monitor }: { monitor: Monitor }) {
  return (
    <dl className="facts">
      <dt>Service</dt>
      <dd>
        <Link to="/logs" search={{ service: monitor.service, range: '1h' }} title="Logs of this service">
          {monitor.service}
        </Link>
      </dd>
      <dt>Expected status</dt>
      <dd>{monitor.expectedStatus.join(', ')}</dd>
      <dt>Interval, timeout</dt>
      <dd>
        {duration(monitor.intervalSeconds * 1000)}, {duration(monitor.timeoutMs)}
      </dd>
      <dt>Severity when down</dt>
      <dd>{monitor.severity}</dd>
      <dt>Watched since</dt>
      <dd>
        <At at={monitor.createdAt} />
      </dd>
    </dl>
  );
}
