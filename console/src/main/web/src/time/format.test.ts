import { describe, expect, it } from 'vitest';
import { clockTime, dateTime, exact, readDateTime, sinceText } from './format';

const at = Date.parse('2026-11-20T14:02:31.250Z');

describe('exact times', () => {
  it('are ISO ordered with 24 hours and name their zone', () => {
    expect(dateTime(at, 'utc')).toBe('2026-11-20 14:02:31');
    expect(exact(at, 'utc')).toBe('2026-11-20 14:02:31 UTC');
    expect(clockTime(at, 'utc')).toBe('14:02:31.250');
  });

  it('say midnight as 00, not 24', () => {
    expect(dateTime(Date.parse('2026-11-20T00:00:00Z'), 'utc')).toBe('2026-11-20 00:00:00');
  });

  it('leave out the day only when it is today', () => {
    expect(sinceText(at, at + 60_000, 'utc')).toBe('14:02');
    expect(sinceText(at, at + 86_400_000, 'utc')).toBe('11-20 14:02');
  });

  it('can be typed as they are shown', () => {
    expect(readDateTime(dateTime(at, 'utc'), 'utc')).toBe(at - 250);
    expect(readDateTime(' 2026-11-20 9:05 ', 'utc')).toBe(Date.parse('2026-11-20T09:05:00Z'));
    expect(readDateTime('', 'utc')).toBeNull();
    expect(readDateTime('2026-13-20 14:02', 'utc')).toBeNull();
    expect(readDateTime('yesterday', 'utc')).toBeNull();
  });
});
