import { iso, noise } from './sampleData.ts';

const LEVELS = ['info', 'info', 'info', 'debug', 'info', 'warn', 'info', 'error', 'info', 'info', 'trace', 'info', 'fatal'];
const BODIES: Record<string, string[]> = {
  info: ['GET /cart 200 in 34 ms', 'order A-1017 placed, 3 items, 84.20 EUR', 'GET /products/7 200 in 12 ms', 'session renewed'],
  debug: ['cache miss for key product:7, filled in 3 ms', 'pool checkout: 4 of 16 in use'],
  trace: ['enter PriceCalculator.total'],
  warn: ['payment provider slow: 4.2 s for POST /charges', 'retry 2 of 3 after 503 from payments.example.com'],
  error: ['payment failed for order A-1019: read timed out after 30000 ms\n  at PaymentClient.charge(PaymentClient.java:88)', 'POST /checkout 503 in 30 012 ms'],
  fatal: ['out of connections to payments.example.com, refusing new checkouts'],
};
const SERVICES = ['checkout', 'storefront', 'search'];

interface Ask {
  from: number;
  to: number;
  service: string | null;
  level: string | null;
  q: string | null;
  traceId: string | null;
}

const ORDER = ['unknown', 'trace', 'debug', 'info', 'warn', 'error', 'fatal'];

function line(index: number) {
  const at = index * 1_700 + Math.floor(noise(index) * 1_200);
  const level = LEVELS[Math.floor(noise(index * 3) * LEVELS.length)] ?? 'info';
  const bodies = BODIES[level] ?? ['…'];
  const service = SERVICES[Math.floor(noise(index * 7) * SERVICES.length)] ?? 'checkout';
  const trace = Array.from({ length: 4 }, (_, part) => Math.floor(noise(Math.floor(index / 5) + part) * 0xffffffff).toString(16).padStart(8, '0')).join('');
  return {
    id: `l-${index}`,
    time: iso(at),
    level,
    severityNumber: ORDER.indexOf(level) * 4,
    severityText: level.toUpperCase(),
    service,
    body: bodies[Math.floor(noise(index * 11) * bodies.length)] ?? '',
    attributes: { 'http.route': '/checkout', 'http.status': level === 'error' ? 503 : 200, order: `A-${1000 + (index % 40)}`, thread: `worker-${index % 8}` },
    resource: { 'service.version': '2.14.0', 'deployment.environment': 'production', 'host.name': 'node-3.example.com' },
    traceId: index % 3 ? trace : null,
    spanId: index % 3 ? trace.slice(0, 16) : null,
  };
}

function fits(item: ReturnType<typeof line>, ask: Ask): boolean {
  if (ask.service && item.service !== ask.service) return false;
  if (ask.level && ORDER.indexOf(item.level) < ORDER.indexOf(ask.level)) return false;
  if (ask.traceId && item.traceId !== ask.traceId) return false;
  return !ask.q || JSON.stringify(item).toLowerCase().includes(ask.q.toLowerCase());
}

export function search(ask: Ask, limit: number, cursor: string | null) {
  const items = [];
  let index = cursor ? Number(cursor) : Math.floor(ask.to / 1_700);
  const first = Math.ceil(ask.from / 1_700);
  let scanned = 0;
  for (; index >= first && items.length < limit && scanned < 200_000; index--, scanned++) {
    const item = line(index);
    if (fits(item, ask)) items.push(item);
  }
  return { items, nextCursor: index >= first ? String(index) : null, stats: { segments: 14, scannedRows: scanned * 31, tookMs: 18 }, partial: false };
}

export function histogram(ask: Ask, buckets: number) {
  const step = Math.max(10, Math.ceil((ask.to - ask.from) / buckets / 10_000) * 10);
  const start = Math.floor(ask.from / 1000 / step) * step;
  const found: { start: string; counts: Record<string, number> }[] = [];
  for (let at = start; at * 1000 < ask.to; at += step) {
    const counts: Record<string, number> = {};
    for (let index = Math.ceil((at * 1000) / 1_700); index * 1_700 < (at + step) * 1000; index++) {
      const item = line(index);
      if (fits(item, ask)) counts[item.level] = (counts[item.level] ?? 0) + 1;
    }
    found.push({ start: iso(at * 1000), counts });
  }
  return { stepSeconds: step, buckets: found, source: 'catalogue' };
}

export const services = () => SERVICES.map((name, index) => ({ name, rows: 900 - index * 100, errors: 12 - index }));
