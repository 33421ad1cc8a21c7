import { describe, expect, it } from 'vitest';
import { barsOf, countText, levelColor, levelOf, totals } from './levels';

const histogram = {
  stepSeconds: 60,
  buckets: [
    { start: '2026-11-20T14:00:00Z', counts: { info: 10, error: 2 } },
    { start: '2026-11-20T14:01:00Z', counts: { info: 1_190, warn: 1, fatal: 1 } },
  ],
};

describe('levels', () => {
  it('have a colour of both themes each', () => expect(levelColor('warn')).toBe('var(--t-level-warn)'));
  it('are read leniently', () => {
    expect(levelOf('ERROR')).toBe('error');
    expect(levelOf('weird')).toBe('unknown');
    expect(levelOf(null)).toBe('unknown');
  });
});

describe('the histogram', () => {
  it('says its totals, worst first', () => {
    expect(countText(totals(histogram))).toBe('1\u202f204 lines: 1 fatal, 2 error, 1 warn, 1\u202f200 info');
    expect(countText(totals({ stepSeconds: 60, buckets: [] }))).toBe('No lines');
  });

  it('stacks the worst level at the bottom', () => {
    const [first, second] = barsOf(histogram);
    expect(first?.parts).toEqual([
      { level: 'error', count: 2, offset: 0 },
      { level: 'info', count: 10, offset: 2 },
    ]);
    expect(first?.end).toBe(second?.start);
    expect(second?.total).toBe(1_192);
  });
});
