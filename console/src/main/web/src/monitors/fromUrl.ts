/** A monitor from nothing but a URL: sensible values that the person may change. */
import type { MonitorSpec } from '../api/uptime';

/** Reads what somebody typed or pasted; a missing scheme means https. Null when it cannot be a web address. */
export function readUrl(text: string): URL | null {
  const typed = text.trim();
  if (!typed || /\s/.test(typed)) return null;
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`);
    const known = url.protocol === 'http:' || url.protocol === 'https:';
    return known && url.hostname ? url : null;
  } catch {
    return null;
  }
}

/** "https://checkout.shop.example.com/health" → "checkout". */
export function serviceOf(url: URL): string {
  const host = url.hostname;
  if (host === 'localhost' || /^[\d.]+$/.test(host) || host.startsWith('[')) {
    const first = url.pathname.split('/').find(Boolean);
    return slug(first ?? `${host.replaceAll(/[[\]]/g, '')}-${url.port || '80'}`);
  }
  const labels = host.split('.').filter((label) => label !== 'www');
  return slug(labels[0] ?? host);
}

function slug(text: string): string {
  return (
    text
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '') || 'service'
  );
}

/** More than half of the regions must agree. */
export function quorumFor(regions: number): number {
  return Math.max(1, Math.floor(regions / 2) + (regions > 1 ? 1 : 0));
}

export function specFor(url: URL, regions: string[]): MonitorSpec {
  const service = serviceOf(url);
  return {
    name: service,
    service,
    url: url.toString(),
    method: 'GET',
    expectedStatus: [200],
    intervalSeconds: 30,
    timeoutMs: 5_000,
    regions,
    quorum: quorumFor(regions.length),
    severity: 'critical',
  };
}

/** "200, 204" → [200, 204]; null when something is not a status. */
export function readStatuses(text: string): number[] | null {
  const parts = text.split(/[\s,]+/).filter(Boolean);
  const statuses = parts.map(Number);
  return parts.length && statuses.every((status) => Number.isInteger(status) && status >= 100 && status <= 599) ? statuses : null;
}
