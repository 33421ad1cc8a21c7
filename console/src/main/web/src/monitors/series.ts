/** Probe results as one latency line per region, on shared times. */
import type { CheckResult } from '../api/uptime';

export interface RegionLines {
  x: number[];
  lines: { region: string; values: (number | null)[] }[];
}

/**
 * Results of one beat reach us milliseconds apart; they share a point when they fall into the same step.
 * A failed check and a check that did not happen have no latency: the line has a hole there.
 */
export function latencyLines(results: CheckResult[], stepSeconds: number): RegionLines {
  const step = Math.max(1, stepSeconds);
  const regions = [...new Set(results.map((item) => item.region))].sort();
  const slots = new Map<number, Map<string, number | null>>();
  for (const item of results) {
    const slot = Math.floor(Date.parse(item.at) / 1000 / step) * step;
    const row = slots.get(slot) ?? new Map<string, number | null>();
    row.set(item.region, item.verdict === 'good' ? item.latencyMs : null);
    slots.set(slot, row);
  }
  const x = [...slots.keys()].sort((a, b) => a - b);
  return {
    x,
    lines: regions.map((region) => ({ region, values: x.map((slot) => slots.get(slot)?.get(region) ?? null) })),
  };
}

/** "eu-west 120 ms, us-east 210 ms" of the newest values, for the sentence of the chart. */
export function newestText(lines: RegionLines, say: (value: number) => string): string {
  return lines.lines
    .map(({ region, values }) => {
      const last = values.findLast((value) => value !== null);
      return last === undefined || last === null ? `${region} no data` : `${region} ${say(last)}`;
    })
    .join(', ');
}
