/** Exact times in UTC or the browser's zone; always 24 hours, always ISO order. */

export type Zone = 'utc' | 'local';

interface Parts {
  year: string;
  month: string;
  day: string;
  hour: string;
  minute: string;
  second: string;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(zone: Zone): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone === 'utc' ? 'UTC' : undefined,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  formatters.set(zone, made);
  return made;
}

function partsOf(ms: number, zone: Zone): Parts {
  const parts: Record<string, string> = {};
  for (const part of formatterFor(zone).formatToParts(ms)) parts[part.type] = part.value;
  return parts as unknown as Parts;
}

export function zoneName(zone: Zone): string {
  if (zone === 'utc') return 'UTC';
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** 2026-11-20 14:02:31 */
export function dateTime(ms: number, zone: Zone): string {
  const p = partsOf(ms, zone);
  return `${p.year}-${p.month}-${p.day} ${p.hour}:${p.minute}:${p.second}`;
}

/** 14:02 */
export function hourMinute(ms: number, zone: Zone): string {
  const p = partsOf(ms, zone);
  return `${p.hour}:${p.minute}`;
}

/** 14:02:31.250 */
export function clockTime(ms: number, zone: Zone): string {
  const p = partsOf(ms, zone);
  return `${p.hour}:${p.minute}:${p.second}.${String(((ms % 1000) + 1000) % 1000).padStart(3, '0')}`;
}

/** 11-20 14:02 */
export function monthDayTime(ms: number, zone: Zone): string {
  const p = partsOf(ms, zone);
  return `${p.month}-${p.day} ${p.hour}:${p.minute}`;
}

/** "14:02" today, "11-19 14:02" otherwise. */
export function sinceText(ms: number, now: number, zone: Zone): string {
  const a = partsOf(ms, zone);
  const b = partsOf(now, zone);
  const today = a.year === b.year && a.month === b.month && a.day === b.day;
  return today ? hourMinute(ms, zone) : monthDayTime(ms, zone);
}

/** Exact time with its zone, for titles and labels. */
export function exact(ms: number, zone: Zone): string {
  return `${dateTime(ms, zone)} ${zoneName(zone)}`;
}

/** Reads "2026-11-20 14:02[:31]" in this zone; null when it is not a time. Native time fields would follow the browser's language instead. */
export function readDateTime(text: string, zone: Zone): number | null {
  const match = /^(\d{4}-\d{2}-\d{2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text.trim());
  if (!match) return null;
  const [, day, hour = '', minute, second = '00'] = match;
  const ms = Date.parse(`${day}T${hour.padStart(2, '0')}:${minute}:${second}${zone === 'utc' ? 'Z' : ''}`);
  return Number.isNaN(ms) ? null : ms;
}
