/** The time range of the log page, from the address bar. Pure. */
import { parseDuration } from '../time/duration';

export const RANGES = ['15m', '1h', '6h', '24h'] as const;
export const DEFAULT_RANGE = '1h';

export interface RangeSearch {
  range?: string;
  from?: string;
  to?: string;
}

export interface Window {
  from: number;
  to: number;
  /** Null for a custom range. */
  range: string | null;
}

/** A custom range wins when it makes sense; else the last 15 minutes to 24 hours before the anchor. */
export function windowOf(search: RangeSearch, anchor: number): Window {
  const from = Date.parse(search.from ?? '');
  const to = Date.parse(search.to ?? '');
  if (!Number.isNaN(from) && !Number.isNaN(to) && from < to) return { from, to, range: null };
  const range = search.range && parseDuration(search.range) ? search.range : DEFAULT_RANGE;
  return { from: anchor - (parseDuration(range) ?? 3_600_000), to: anchor, range };
}

/** The same length of time, one half earlier (-1) or later (+1), never beyond now. */
export function shift(window: Window, direction: -1 | 1, now: number): RangeSearch {
  const size = window.to - window.from;
  const to = Math.min(now, window.to + (direction * size) / 2);
  return custom(to - size, to);
}

/** Twice the time around the same middle, never beyond now. */
export function widen(window: Window, now: number): RangeSearch {
  const size = window.to - window.from;
  return custom(window.from - size / 2, Math.min(now, window.to + size / 2));
}

export function custom(from: number, to: number): RangeSearch {
  return { range: undefined, from: new Date(Math.floor(from)).toISOString(), to: new Date(Math.ceil(to)).toISOString() };
}
