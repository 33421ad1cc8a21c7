/** How monitor states and probe figures are said. */
import type { Monitor, MonitorState, Verdict } from '../api/uptime';
import type { Tone } from '../ui/Status';

const STATES: Record<MonitorState, { word: string; tone: Tone }> = {
  UP: { word: 'Up', tone: 'good' },
  DOWN: { word: 'Down', tone: 'bad' },
  UNCONFIRMED: { word: 'Confirming', tone: 'warn' },
  RECOVERING: { word: 'Recovering', tone: 'warn' },
  UNKNOWN: { word: 'No data', tone: 'unknown' },
  PAUSED: { word: 'Paused', tone: 'unknown' },
};

export function stateWord(state: MonitorState): { word: string; tone: Tone } {
  return STATES[state] ?? { word: state, tone: 'unknown' };
}

export const VERDICTS: Record<Verdict, { word: string; tone: Tone }> = {
  good: { word: 'Good', tone: 'good' },
  bad: { word: 'Failed', tone: 'bad' },
  unknown: { word: 'No data', tone: 'unknown' },
};

/** A share as a percentage that never rounds a failure away: 0.99996 is 99.99, not 100. */
export function percent(ratio: number | null | undefined, digits = 2): string {
  if (ratio === null || ratio === undefined) return '–';
  const scale = 10 ** digits;
  const cut = ratio >= 1 ? 100 : Math.floor(ratio * 100 * scale + 1e-9) / scale;
  return `${ratio >= 1 ? '100' : cut.toFixed(digits)} %`;
}

export function latency(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return '–';
  if (ms === 0) return '0 ms';
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** The newest look that any region had. */
export function lastCheck(monitor: Monitor): string | null {
  const times = monitor.status.regions.map((item) => item.at).filter((at): at is string => at !== null);
  return times.sort().at(-1) ?? null;
}

/** How to read an error class of a probe. */
export function errorWord(errorClass: string | null | undefined, httpStatus?: number | null): string {
  if (httpStatus) return `HTTP ${httpStatus}`;
  return errorClass ? errorClass.replaceAll(/[_-]/g, ' ').toLowerCase() : '';
}
