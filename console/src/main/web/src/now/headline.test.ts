import { describe, expect, it } from 'vitest';
import type { Incident } from '../api/incidents';
import type { Monitor, MonitorState, Verdict } from '../api/uptime';
import { headline } from './headline';

const at = () => '14:02';

function monitor(name: string, state: MonitorState, verdicts: Verdict[] = ['good', 'good', 'good']): Monitor {
  const regions = ['eu-west', 'us-east', 'ap-south'];
  return {
    id: name,
    name,
    service: name,
    url: 'https://shop.example.com',
    method: 'GET',
    expectedStatus: [200],
    intervalSeconds: 10,
    timeoutMs: 5000,
    regions,
    quorum: 2,
    severity: 'critical',
    createdAt: '2026-11-20T10:00:00Z',
    uptime24h: null,
    status: {
      state,
      since: '2026-11-20T14:02:00Z',
      reason: null,
      regions: verdicts.map((verdict, index) => ({ region: regions[index] ?? '', verdict, at: null, latencyMs: null, errorClass: null })),
    },
  };
}

const triggered = { state: 'triggered' } as Incident;

describe('the sentence on top of Now', () => {
  it('says that nothing is watched before the first monitor', () => {
    expect(headline([], [], at)).toEqual({ tone: 'unknown', text: 'Nothing is being watched yet.' });
  });

  it('is calm when everything is up, and counts the paused apart', () => {
    expect(headline([monitor('a', 'UP'), monitor('b', 'UP'), monitor('c', 'UP')], [], at).text).toBe('All 3 monitors are up.');
    expect(headline([monitor('a', 'UP'), monitor('b', 'PAUSED')], [], at).text).toBe('a is up (1 paused).');
  });

  it('names the one that is down, since when and from how many regions', () => {
    const down = monitor('checkout', 'DOWN', ['bad', 'bad', 'good']);
    expect(headline([down, monitor('b', 'UP')], [], at)).toEqual({ tone: 'bad', text: 'checkout is down since 14:02 (2 of 3 regions).' });
  });

  it('names several that are down', () => {
    const all = ['a', 'b', 'c', 'd'].map((name) => monitor(name, 'DOWN'));
    expect(headline([...all, monitor('e', 'UP')], [], at).text).toBe('4 of 5 monitors are down: a, b, c and 1 more.');
  });

  it('does not call an unconfirmed failure an outage', () => {
    const shaky = monitor('checkout', 'UNCONFIRMED', ['bad', 'good', 'good']);
    expect(headline([shaky, monitor('b', 'UP')], [], at)).toEqual({
      tone: 'warn',
      text: 'checkout may be failing (1 of 3 regions): asking the other regions. 1 of 2 up.',
    });
  });

  it('does not call missing data up', () => {
    expect(headline([monitor('checkout', 'UNKNOWN')], [], at)).toEqual({ tone: 'warn', text: 'No fresh results for checkout.' });
  });

  it('is not green while somebody must acknowledge', () => {
    expect(headline([monitor('a', 'UP')], [triggered], at)).toEqual({ tone: 'bad', text: 'a is up. 1 incident is not acknowledged.' });
  });
});
