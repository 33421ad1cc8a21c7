import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../api/uptime';
import { latencyLines, newestText } from './series';

const result = (at: string, region: string, latencyMs: number | null, verdict: CheckResult['verdict'] = 'good'): CheckResult => ({ at, region, verdict, latencyMs });

describe('latency lines', () => {
  const lines = latencyLines(
    [
      result('2026-11-20T14:00:00.120Z', 'us-east', 210),
      result('2026-11-20T14:00:00.020Z', 'eu-west', 120),
      result('2026-11-20T14:00:10.020Z', 'eu-west', 30_000, 'bad'),
      result('2026-11-20T14:00:10.220Z', 'us-east', 215),
    ],
    10,
  );

  it('put the results of one beat on one point', () => expect(lines.x).toHaveLength(2));
  it('have a hole where a check failed', () => expect(lines.lines).toEqual([
    { region: 'eu-west', values: [120, null] },
    { region: 'us-east', values: [210, 215] },
  ]));
  it('can be said in a sentence', () => expect(newestText(lines, (ms) => `${ms} ms`)).toBe('eu-west 120 ms, us-east 215 ms'));
});
