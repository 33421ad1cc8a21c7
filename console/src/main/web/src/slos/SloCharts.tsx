import type { Slo, SloSeries } from '../api/slos';
import { Chart } from '../ui/Chart';
import { budgetHeadline, burnText, leftText } from './budget';

interface Props {
  slo: Slo;
  series: SloSeries;
  from: number;
  to: number;
  onZoom: (from: number, to: number) => void;
}

/** Budget left, and how fast it burns; both over the same time. */
export function SloCharts({ slo, series, from, to, onZoom }: Props) {
  const x = series.points.map((point) => Date.parse(point.at) / 1000);
  const budget = series.points.map((point) => point.budgetLeft);
  const burn = series.points.map((point) => point.burn1h);
  const page = slo.burn[0];
  const shared = { x, from: from / 1000, to: to / 1000, onZoom };
  if (!x.length || [...budget, ...burn].every((value) => value === null)) return <p className="dim">No data in this range.</p>;
  return (
    <div className="stack">
      <Chart
        {...shared}
        label={`Budget left of ${slo.displayName || slo.name}: ${leftText(first(budget))} at the start, ${leftText(last(budget))} at the end of the range.`}
        series={[{ name: 'Budget left', color: '--t-chart-1', fill: true, values: budget }]}
        note={budgetHeadline(slo).note ? <span className="dim">by the measured time alone</span> : null}
        format={(value) => `${Math.round(value * 100)} %`}
      />
      <Chart
        {...shared}
        label={`Burn rate over one hour: highest ${burnText(highest(burn))}, now ${burnText(last(burn))}${page ? `; pages above ${page.factor} ×` : ''}.`}
        series={[{ name: 'Burn rate, 1 h', color: '--t-chart-2', values: burn }]}
        lines={slo.burn.map((rule) => ({ value: rule.factor, name: `${rule.name} above ${rule.factor} ×`, color: '--t-bad-fill' }))}
        format={burnText}
        note={page ? <span className="dim">dashed: page line</span> : null}
      />
    </div>
  );
}

const known = (values: (number | null)[]) => values.filter((value): value is number => value !== null);
const first = (values: (number | null)[]) => known(values)[0] ?? null;
const last = (values: (number | null)[]) => known(values).at(-1) ?? null;
const highest = (values: (number | null)[]) => known(values).reduce<number | null>((top, value) => (top === null || value > top ? value : top), null);
