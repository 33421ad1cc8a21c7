import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { serverNow } from '../api/http';
import { deleteSlo, explainSlo, readOpenSlo, readSeries, readSlo, type Slo } from '../api/slos';
import { grouped } from '../logs/levels';
import { percent } from '../monitors/words';
import { useMay } from '../shell/session';
import { parseDuration } from '../time/duration';
import { Ago, At } from '../time/Time';
import { Button, ConfirmButton, CopyBlock, DataTable, ErrorNote, fail, Figure, Icon, Modal, Page, Panel, Rows, SegmentedControl, Status, tell } from '../ui';
import { budgetHeadline, budgetText, budgetTone, burnSentence, burnText, coverageText, leftText, minutesText, objectiveText } from './budget';
import { SloCharts } from './SloCharts';
import './slos.css';

const RANGES = ['6h', '24h', '7d', '30d'];

export default function SloPage() {
  const { name } = useParams({ from: '/slos/$name' });
  const slo = useQuery({ queryKey: ['slos', name], queryFn: () => readSlo(name), refetchInterval: 15_000 });
  if (!slo.data) {
    return (
      <Page title="SLO" above={<Link to="/slos">SLOs</Link>}>
        {slo.isError ? <ErrorNote what="This objective cannot be read" error={slo.error} retry={() => void slo.refetch()} /> : <Rows count={8} />}
      </Page>
    );
  }
  const data = slo.data;
  const firing = data.alert.state === 'firing';
  return (
    <Page
      title={data.displayName || data.name}
      above={<Link to="/slos">SLOs</Link>}
      heading={
        <span className="line">
          {data.displayName || data.name}
          <Status tone={firing ? 'bad' : 'good'} sign={firing ? 'flame' : undefined}>
            {firing ? 'Burning' : 'Calm'}
          </Status>
        </span>
      }
      actions={<Actions slo={data} />}
    >
      <p className="dim">
        {objectiveText(data.objective)} of all measurements over {data.windowDays} days, service <strong>{data.service}</strong>
        {firing ? (
          <>
            . Burning since <At at={data.alert.since} />
            {data.alert.reason ? `: ${data.alert.reason}` : ''}
          </>
        ) : null}
      </p>
      <Figures slo={data} />
      <Panel flush title="Burn rates" aside="1 × uses up the budget exactly at the end of the window">
        <DataTable
          label="Burn rates"
          rows={data.burn}
          keyOf={(row) => row.name}
          columns={[
            { name: 'Rule', cell: (row) => row.name },
            { name: 'Pages above', right: true, cell: (row) => `${row.factor} ×` },
            { name: 'Long window', right: true, cell: (row) => `${burnText(row.longBurn)} in ${row.longWindow}` },
            { name: 'Short window', right: true, cell: (row) => `${burnText(row.shortBurn)} in ${row.shortWindow}` },
            {
              name: 'State',
              cell: (row) => (
                <span title={burnSentence(row)}>
                  <Status tone={row.holds ? 'bad' : 'good'}>{row.holds ? 'Above both' : 'Below'}</Status>
                </span>
              ),
            },
          ]}
        />
      </Panel>
      <Charts slo={data} />
    </Page>
  );
}

function Figures({ slo }: { slo: Slo }) {
  const { budget } = slo;
  const headline = budgetHeadline(slo);
  const overdrawn = (headline.ratio ?? 0) < 0;
  return (
    <div className="figures">
      <Figure
        label="Budget left"
        note={headline.note ? `${headline.note}, the rest counted as good` : overdrawn ? budgetText(headline) : `may fail: ${objectiveText(allowed(slo.objective))}`}
        tone={budgetTone(slo)}
      >
        {leftText(headline.ratio)}
      </Figure>
      <Figure label="In minutes" note={`of ${minutesText(budget.totalMinutes)} in ${slo.windowDays} days`}>
        {minutesText(headline.minutes)}
      </Figure>
      <Figure label="Measured" note={`${grouped(slo.sli.good)} good of ${grouped(slo.sli.valid)}`}>
        {percent(slo.sli.ratio, 3)}
      </Figure>
      <Figure label="Coverage" note="of the window has data">
        {coverageText(budget.coverage)}
      </Figure>
      {headline.note ? (
        <Figure label="By measured time alone" note={`left, if all ${slo.windowDays} days went like the measured part`}>
          {leftText(budget.leftRatio)}
        </Figure>
      ) : null}
      <Figure label="Newest data">
        <Ago at={slo.freshAt} />
      </Figure>
    </div>
  );
}

/** "0.999" → "0.001", in whole numbers so that no digit is lost. */
function allowed(objective: string): string {
  const digits = objective.split('.')[1] ?? '';
  const rest = String(10 ** digits.length - Number(digits || 0)).padStart(digits.length, '0');
  return digits ? `0.${rest}` : '0';
}

function Charts({ slo }: { slo: Slo }) {
  const search = useSearch({ from: '/slos/$name' });
  const navigate = useNavigate();
  const [anchor] = useState(serverNow);
  const range = search.range && parseDuration(search.range) ? search.range : '24h';
  const fixedFrom = Date.parse(search.from ?? '');
  const fixedTo = Date.parse(search.to ?? '');
  const fixed = fixedFrom < fixedTo;
  const series = useQuery({
    queryKey: ['slos', slo.name, 'series', fixed ? [fixedFrom, fixedTo] : range],
    queryFn: async () => {
      const to = fixed ? fixedTo : Math.max(anchor, serverNow());
      const from = fixed ? fixedFrom : to - (parseDuration(range) ?? 0);
      return { from, to, ...(await readSeries(slo.name, new Date(from).toISOString(), new Date(to).toISOString(), 300)) };
    },
  });
  const go = (next: { range?: string; from?: string; to?: string }) => void navigate({ to: '/slos/$name', params: { name: slo.name }, search: next });
  const zoom = (from: number, to: number) => go({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });
  return (
    <Panel
      title="Budget and burn"
      aside={
        <SegmentedControl
          aria-label="Time range"
          value={fixed ? 'part' : range}
          onChange={(value) => go({ range: value })}
          data={[...RANGES.map((value) => ({ value, label: value.replace(/(\d+)/, '$1 ') })), ...(fixed ? [{ value: 'part', label: 'Part', disabled: true }] : [])]}
        />
      }
    >
      {series.isPending ? <Rows count={2} height={180} /> : null}
      {series.isError && !series.data ? <ErrorNote what="The history cannot be read" error={series.error} retry={() => void series.refetch()} /> : null}
      {series.data ? <SloCharts slo={slo} series={series.data} from={series.data.from} to={series.data.to} onZoom={zoom} /> : null}
    </Panel>
  );
}

function Actions({ slo }: { slo: Slo }) {
  const manager = useMay('manager');
  const client = useQueryClient();
  const navigate = useNavigate();
  const [yaml, setYaml] = useState<string | null>(null);
  const show = useMutation({ mutationFn: () => readOpenSlo(slo.name), onSuccess: setYaml, onError: (error) => fail('The definition cannot be read', error) });
  const remove = async () => {
    try {
      await deleteSlo(slo.name);
    } catch (error) {
      fail('Not deleted', error);
      throw error;
    }
    tell('The objective is gone');
    await navigate({ to: '/slos' });
    await client.invalidateQueries({ queryKey: ['slos'] });
  };
  return (
    <>
      <Explain slo={slo} />
      <Button variant="default" leftSection={<Icon name="doc" size={13} />} disabled={show.isPending} onClick={() => show.mutate()}>
        Definition
      </Button>
      {manager ? (
        <ConfirmButton
          variant="default"
          leftSection={<Icon name="trash" size={13} />}
          title={`Delete ${slo.displayName || slo.name}?`}
          text="Its budget and its history are no longer shown and it never pages again. This cannot be taken back."
          confirm="Delete"
          danger
          onConfirm={remove}
        >
          Delete
        </ConfirmButton>
      ) : null}
      <Modal opened={yaml !== null} onClose={() => setYaml(null)} title="OpenSLO definition" size="xl">
        {yaml === null ? null : <CopyBlock label={`${slo.name}.yaml`} text={yaml} />}
      </Modal>
    </>
  );
}

/** Every figure with its formula and what went into it. */
function Explain({ slo }: { slo: Slo }) {
  const [open, setOpen] = useState(false);
  const explained = useQuery({ queryKey: ['slos', slo.name, 'explain'], queryFn: () => explainSlo(slo.name), enabled: open });
  return (
    <>
      <Button variant="default" leftSection={<Icon name="question" size={13} />} onClick={() => setOpen(true)}>
        Explain the figures
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title="How the figures come about" size="xl">
        {explained.isPending ? <Rows count={6} /> : null}
        {explained.isError ? <ErrorNote what="The figures cannot be explained" error={explained.error} /> : null}
        <ul className="list">
          {explained.data?.steps.map((step) => (
            <li key={step.figure} className="explain-step">
              <strong>{step.figure}</strong> <span className="num">{step.decimal ?? step.exact}</span>
              <div>
                <code>{step.formula}</code>
              </div>
              <div className="dim mono">
                {Object.entries(step.inputs)
                  .map(([name, value]) => `${name} = ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
                  .join(', ')}
              </div>
            </li>
          ))}
        </ul>
      </Modal>
    </>
  );
}
