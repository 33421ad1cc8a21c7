import { describe, expect, it } from 'vitest';
import { custom, shift, widen, windowOf } from './window';

const now = Date.parse('2026-11-20T14:00:00Z');
const hour = 3_600_000;

describe('the range of the log page', () => {
  it('is the last hour unless the address says otherwise', () => {
    expect(windowOf({}, now)).toEqual({ from: now - hour, to: now, range: '1h' });
    expect(windowOf({ range: '15m' }, now).from).toBe(now - hour / 4);
    expect(windowOf({ range: 'forever' }, now).range).toBe('1h');
  });

  it('may be custom, if it runs forward', () => {
    const from = '2026-11-20T10:00:00.000Z';
    const to = '2026-11-20T11:00:00.000Z';
    expect(windowOf({ from, to }, now)).toEqual({ from: now - 4 * hour, to: now - 3 * hour, range: null });
    expect(windowOf({ from: to, to: from }, now).range).toBe('1h');
  });

  it('moves by half its length, not into the future', () => {
    const window = windowOf({ range: '1h' }, now);
    expect(shift(window, -1, now)).toEqual(custom(now - 1.5 * hour, now - hour / 2));
    expect(shift(window, 1, now)).toEqual(custom(now - hour, now));
  });

  it('widens around its middle', () => {
    expect(widen({ from: now - 4 * hour, to: now - 2 * hour, range: null }, now)).toEqual(custom(now - 5 * hour, now - hour));
  });
});
