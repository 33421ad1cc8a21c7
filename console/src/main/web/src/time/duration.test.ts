import { describe, expect, it } from 'vitest';
import { clock, duration, parseDuration, relative } from './duration';

describe('duration', () => {
  it.each([
    [0, '0 ms'],
    [850, '850 ms'],
    [42_900, '42 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_600_000, '1 h'],
    [7_500_000, '2 h 5 min'],
    [86_400_000 * 4 + 3_600_000 * 3, '4 d 3 h'],
    [-5, '0 ms'],
  ])('says %d ms as %s', (ms, text) => expect(duration(ms)).toBe(text));
});

describe('clock', () => {
  it.each([
    [6_100, '0:07'],
    [725_000, '12:05'],
    [3_729_000, '1:02:09'],
    [-1, '0:00'],
  ])('counts %d ms as %s', (ms, text) => expect(clock(ms)).toBe(text));
});

describe('relative', () => {
  const now = Date.parse('2026-11-20T14:00:00Z');
  it.each([
    [now - 2_000, 'now'],
    [now - 42_000, '42 s ago'],
    [now - 180_000, '3 min ago'],
    [now - 3_600_000 * 5.5, '5 h ago'],
    [now - 86_400_000 * 3, '3 d ago'],
    [now + 300_000, 'in 5 min'],
  ])('tells the distance of %d as %s', (at, text) => expect(relative(at, now)).toBe(text));
});

describe('parseDuration', () => {
  it('reads the ranges of the log page and refuses anything else', () => {
    expect(parseDuration('15m')).toBe(900_000);
    expect(parseDuration('24h')).toBe(86_400_000);
    expect(parseDuration('1w')).toBeNull();
    expect(parseDuration('h')).toBeNull();
  });
});
