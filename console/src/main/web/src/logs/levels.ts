/** Severity levels: order, colours, counts in words. */
import { LEVELS, type Histogram, type Level } from '../api/logs';

export const levelColor = (level: Level): string => `var(--t-level-${level})`;

/** Any spelling that reaches us → one of ours. */
export function levelOf(text: string | null | undefined): Level {
  const word = (text ?? '').toLowerCase();
  return (LEVELS as readonly string[]).includes(word) ? (word as Level) : 'unknown';
}

export function totals(histogram: Histogram): Record<Level, number> {
  const sum: Record<Level, number> = { unknown: 0, trace: 0, debug: 0, info: 0, warn: 0, error: 0, fatal: 0 };
  for (const bucket of histogram.buckets) {
    for (const level of LEVELS) sum[level] += bucket.counts[level] ?? 0;
  }
  return sum;
}

export const grouped = (value: number): string => Math.round(value).toLocaleString('en-GB').replaceAll(',', '\u202f');

/** "1 204 lines: 3 fatal, 40 error, 1 161 info", the worst first. */
export function countText(sum: Record<Level, number>): string {
  const all = LEVELS.reduce((total, level) => total + sum[level], 0);
  if (!all) return 'No lines';
  const parts = [...LEVELS].reverse().filter((level) => sum[level]).map((level) => `${grouped(sum[level])} ${level}`);
  return `${grouped(all)} ${all === 1 ? 'line' : 'lines'}: ${parts.join(', ')}`;
}

export interface Bar {
  start: number;
  end: number;
  total: number;
  /** From the bottom up: the worst at the bottom, where its size is easiest to compare. */
  parts: { level: Level; count: number; offset: number }[];
}

export function barsOf(histogram: Histogram): Bar[] {
  return histogram.buckets.map((bucket) => {
    const start = Date.parse(bucket.start);
    let offset = 0;
    const parts: Bar['parts'] = [];
    for (const level of [...LEVELS].reverse()) {
      const count = bucket.counts[level] ?? 0;
      if (!count) continue;
      parts.push({ level, count, offset });
      offset += count;
    }
    return { start, end: start + histogram.stepSeconds * 1000, total: offset, parts };
  });
}
