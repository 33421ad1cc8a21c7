/** Fictional data for looking at the pages without any backend. Never part of a build. */

const now = () => Date.now();
export const iso = (ms: number) => new Date(ms).toISOString();
const ago = (seconds: number) => iso(now() - seconds * 1000);
const REGIONS = ['eu-west', 'us-east', 'ap-south'];
const BASE: Record<string, number> = { 'eu-west': 84, 'us-east': 142, 'ap-south': 231 };

/** Repeatable noise between 0 and 1. */
export function noise(seed: number): number {
  const x = Math.sin(seed * 12.9898) * 43758.5453;
  return x - Math.floor(x);
}

interface Sample {
  id: string;
  name: string;
  service: string;
  state: string;
  since: number;
  reason: string | null;
  bad: string[];
  uptime: number | null;
}

const samples: Sample[] = [
  { id: 'm-1', name: 'checkout', service: 'checkout', state: 'DOWN', since: 512, reason: '2 of 3 regions got HTTP 503, 2 needed', bad: ['eu-west', 'us-east'], uptime: 0.99412 },
  { id: 'm-2', name: 'storefront', service: 'storefront', state: 'UP', since: 864_000, reason: null, bad: [], uptime: 1 },
  { id: 'm-3', name: 'search', service: 'search', state: 'UP', since: 90_000, reason: null, bad: [], uptime: 0.99987 },
  { id: 'm-4', name: 'images', service: 'media', state: 'PAUSED', since: 7_200, reason: 'Paused by the manager', bad: [], uptime: null },
];

export function monitors(calm: boolean) {
  return samples.map((item) => {
    const state = calm && item.state === 'DOWN' ? 'UP' : item.state;
    const bad = calm ? [] : item.bad;
    return {
      id: item.id,
      name: item.name,
      service: item.service,
      url: `https://${item.name}.shop.example.com/health`,
      method: 'GET',
      expectedStatus: [200],
      intervalSeconds: 10,
      timeoutMs: 5000,
      regions: REGIONS,
      quorum: 2,
      severity: 'critical',
      createdAt: ago(2_000_000),
      status: {
        state,
        since: ago(item.since),
        reason: state === 'UP' ? 'all regions good' : item.reason,
        regions: REGIONS.map((region) => ({
          region,
          verdict: state === 'PAUSED' ? 'unknown' : bad.includes(region) ? 'bad' : 'good',
          at: ago(3 + noise(region.length) * 6),
          latencyMs: state === 'PAUSED' ? null : BASE[region],
          errorClass: bad.includes(region) ? 'unexpected_status' : null,
        })),
      },
      uptime24h: { ratio: item.uptime, coverage: item.uptime === null ? 0 : 0.998 },
    };
  });
}

export function results(id: string, limit: number) {
  const sample = samples.find((item) => item.id === id);
  const items = [];
  const start = Math.floor(now() / 10_000) * 10_000;
  for (let beat = 0; items.length < limit; beat++) {
    for (const region of REGIONS) {
      const at = start - beat * 10_000 + (BASE[region] ?? 0);
      const bad = Boolean(sample?.bad.includes(region)) && beat * 10 < (sample?.since ?? 0);
      const wave = noise(at / 10_000 + region.length) * 30 + 18 * Math.sin(beat / 9);
      items.push({
        eventId: `${at}${region}`,
        at: iso(at),
        startedAt: iso(at),
        region,
        agent: `${region}-1`,
        verdict: bad ? 'bad' : 'good',
        latencyMs: bad ? 31 : Math.round((BASE[region] ?? 100) + wave),
        errorClass: bad ? 'unexpected_status' : null,
        httpStatus: bad ? 503 : 200,
      });
    }
  }
  return items.slice(0, limit);
}

export const incidents = () => [
  {
    id: 'i-42',
    number: 42,
    title: 'checkout is down in 2 of 3 regions',
    service: 'checkout',
    severity: 'critical',
    state: 'triggered',
    openedAt: ago(508),
    acknowledgedAt: null as string | null,
    acknowledgedBy: null as string | null,
    resolvedAt: null as string | null,
    resolvedBy: null as string | null,
    flag: null,
    alerts: [
      { dedupKey: 'monitor:m-1', source: 'uptime-prober', status: 'firing', title: 'checkout is down in 2 of 3 regions', count: 3, firstAt: ago(512), lastAt: ago(30), links: [{ label: 'Monitor', href: '/monitors/m-1' }] },
      { dedupKey: 'issue:e-1', source: 'exception-tracker', status: 'firing', title: 'New: PaymentTimeout in PaymentClient.charge', count: 1, firstAt: ago(497), lastAt: ago(497), links: [{ label: 'Exception', href: '/exceptions/e-1' }] },
      { dedupKey: 'slo:checkout-availability:page', source: 'slo-service', status: 'firing', title: 'checkout answers burns 38 times too fast', count: 1, firstAt: ago(300), lastAt: ago(300), links: [{ label: 'SLO', href: '/slos/checkout-availability' }, { label: 'Runbook', href: 'https://runbooks.example.com/checkout' }] },
    ],
    nextEscalation: { at: iso(now() + 187_000), level: 2, who: 'Secondary on-call' } as { at: string; level: number; who: string } | null,
    postmortemId: null as string | null,
  },
  {
    id: 'i-41',
    number: 41,
    title: 'Search answers slowly',
    service: 'search',
    severity: 'warning',
    state: 'resolved',
    openedAt: ago(93_000),
    acknowledgedAt: ago(92_800),
    acknowledgedBy: 'Primary on-call',
    resolvedAt: ago(90_000),
    resolvedBy: 'Primary on-call',
    flag: null,
    alerts: [],
    nextEscalation: null,
    postmortemId: 'p-41',
  },
  {
    id: 'i-40',
    number: 40,
    title: 'storefront is down in 3 of 3 regions',
    service: 'storefront',
    severity: 'critical',
    state: 'resolved',
    openedAt: ago(866_000),
    acknowledgedAt: ago(865_700),
    acknowledgedBy: 'Secondary on-call',
    resolvedAt: ago(864_000),
    resolvedBy: 'Secondary on-call',
    flag: null,
    alerts: [],
    nextEscalation: null,
    postmortemId: 'p-40',
  },
];

export const timeline = () => [
  { id: '1', at: ago(508), kind: 'alert', actor: 'system', text: 'Incident opened: checkout is down in 2 of 3 regions: HTTP 503 from eu-west and us-east.', link: '/monitors/m-1' },
  { id: '2', at: ago(507), kind: 'routing', actor: 'system', text: 'Policy “default”, because no rule names the service checkout.', link: null },
  { id: '3', at: ago(506), kind: 'page', actor: 'system', text: 'Level 1: Primary on-call, by mail and webhook.', link: null },
  { id: '4', at: ago(504), kind: 'delivery', actor: 'system', text: 'Email to Primary on-call was handed over.', link: null },
  { id: '4b', at: ago(504), kind: 'delivery', actor: 'system', text: 'Webhook to Primary on-call failed (hooks.example.com answered 410): email now.', link: null },
  { id: '5', at: ago(503), kind: 'evidence', actor: 'system', text: 'uptime-prober: 6 failed checks. log-ingest: 214 error lines, 38 times as many as in the hour before.', link: null },
  { id: '6', at: ago(497), kind: 'alert', actor: 'exception-tracker', text: 'Alert fires: New: PaymentTimeout in PaymentClient.charge', link: '/exceptions/e-1' },
  { id: '7', at: ago(410), kind: 'note', actor: 'Manager', text: 'The payment provider reports timeouts on its status page.\nWe hold the deploy of the afternoon.', link: null },
  { id: '8', at: ago(300), kind: 'alert', actor: 'slo-service', text: 'Alert fires: checkout answers burns 38 times too fast', link: '/slos/checkout-availability' },
];

export const pages = () => [
  { id: 'a', person: 'Primary on-call', level: 1, channel: 'email', state: 'handed_over', createdAt: ago(506), sentAt: ago(504), error: null },
  { id: 'b', person: 'Primary on-call', level: 1, channel: 'webhook', state: 'failed', createdAt: ago(506), sentAt: null, error: 'hooks.example.com answered 410' },
];

export const impact = () => [
  { source: 'uptime-prober', query: 'GET /api/v1/impact?service=checkout', from: ago(512), to: ago(0), askedAt: ago(60), occasion: 'opened', available: true, reason: null, sha256: 'c0ffee', figures: [{ id: 'failed', label: 'Failed checks', value: 102, unit: 'checks', detail: 'of 153 since 14:02', link: '/monitors/m-1' }, { id: 'down', label: 'Minutes down: checkout', value: 8.5, unit: 'minutes', detail: null, link: '/monitors/m-1' }] },
  { source: 'log-ingest', query: '', from: ago(512), to: ago(0), askedAt: ago(60), occasion: 'opened', available: true, reason: null, sha256: 'c0ffee', figures: [{ id: 'errors', label: 'Error lines', value: 2143, unit: 'lines', detail: '56 in the same time before', link: '/logs?service=checkout&level=error&range=15m' }, { id: 'top', label: 'Most frequent: payment failed for order, read timed out after 30000 ms', value: 1907, unit: 'lines', detail: null, link: '/logs?service=checkout&q=payment+failed' }, { id: 'factor', label: 'Times as many as before', value: 38.2, unit: 'x', detail: null, link: '/logs?service=checkout' }] },
  { source: 'exception-tracker', query: '', from: ago(512), to: ago(0), askedAt: ago(60), occasion: 'opened', available: true, reason: null, sha256: 'c0ffee', figures: [{ id: 'users', label: 'Users touched', value: 311, unit: 'users', detail: null, link: '/exceptions/e-1' }, { id: 'new', label: 'New issues', value: 1, unit: 'issues', detail: null, link: '/exceptions' }, { id: 'events', label: 'Exceptions', value: 214, unit: 'events', detail: null, link: '/exceptions' }] },
  { source: 'slo-service', query: '', from: ago(512), to: ago(0), askedAt: ago(60), occasion: 'opened', available: false, reason: 'no answer within 2 s', sha256: null, figures: [] },
];

export const MARKDOWN = `# Postmortem: checkout is down in 2 of 3 regions

| | |
|---|---|
| Incident | #42 |
| Severity | critical |
| Services | checkout |

## Summary

For 26 minutes two of three regions answered **503** to paying customers.

## Impact

| Figure | Value | Source |
|---|---|---|
| Failed checks | 312 | uptime-prober |
| Users touched | 311 | exception-tracker |
| Budget burned | 41 % | slo-service |

## Timeline

- 14:02 \`checkout\` is down in 2 of 3 regions
- 14:02 Primary on-call is paged by mail
- 14:11 The payment provider confirms timeouts

## Contributing factors

- The client waited 30 s for the provider, longer than our own time limit.
- No circuit breaker stood between checkout and the provider.

> Where we got lucky: the afternoon deploy was already on hold.

## Actions

1. Set the provider's time limit to 2 s (detect sooner)
2. Answer from the queue when the provider is away (mitigate faster)
`;
