import { describe, expect, it } from 'vitest';
import type { ImpactAnswer } from '../api/incidents';
import { figureText, newestAnswers } from './impact';

const answer = (source: string, minute: number, available = true): ImpactAnswer => ({
  source,
  query: '',
  from: '',
  to: '',
  askedAt: `2026-11-20T14:${String(minute).padStart(2, '0')}:00Z`,
  occasion: 'opened',
  available,
  reason: null,
  sha256: null,
  figures: [],
});

describe('impact evidence', () => {
  it('keeps the newest answer of each source, and an answer rather than silence', () => {
    const kept = newestAnswers([answer('slo-service', 1), answer('slo-service', 5), answer('log-ingest', 3), answer('log-ingest', 6, false)]);
    expect(kept.map((item) => [item.source, item.askedAt.slice(14, 16), item.available])).toEqual([
      ['log-ingest', '03', true],
      ['slo-service', '05', true],
    ]);
  });

  it.each([
    [{ value: 1204, unit: 'lines' }, '1\u202f204 lines'],
    [{ value: 0.125, unit: 'ratio' }, '12.5 %'],
    [{ value: 3.2, unit: 'x' }, '×3.2'],
    [{ value: 4, unit: 'count' }, '4'],
    [{ value: null, unit: 'lines' }, 'not available'],
  ])('says %o as %s', (figure, text) => expect(figureText(figure)).toBe(text));
});
