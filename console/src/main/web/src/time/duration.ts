/** Durations and distances in words. Pure: the caller gives the time. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "850 ms", "42 s", "3 min", "2 h 5 min", "4 d 3 h". */
export function duration(ms: number): string {
  const value = Math.max(0, ms);
  if (value < SECOND) return `${Math.round(value)} ms`;
  if (value < MINUTE) return `${Math.floor(value / SECOND)} s`;
  if (value < HOUR) return `${Math.floor(value / MINUTE)} min`;
  if (value < DAY) return two(value, HOUR, 'h', MINUTE, 'min');
  return two(value, DAY, 'd', HOUR, 'h');
}

function two(value: number, big: number, bigName: string, small: number, smallName: string): string {
  const whole = Math.floor(value / big);
  const rest = Math.floor((value % big) / small);
  return rest ? `${whole} ${bigName} ${rest} ${smallName}` : `${whole} ${bigName}`;
}

/** A running clock: "0:07", "12:05", "1:02:09". */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / SECOND));
  const h = Math.floor(seconds / 3600);
  const m = Math.floor((seconds % 3600) / 60);
  const s = String(seconds % 60).padStart(2, '0');
  return h ? `${h}:${String(m).padStart(2, '0')}:${s}` : `${m}:${s}`;
}

/** "now", "3 min ago", "in 5 min". Coarse on purpose: the exact time stands in the title. */
export function relative(at: number, now: number): string {
  const distance = now - at;
  const size = Math.abs(distance);
  if (size < 5 * SECOND) return 'now';
  const words = size < HOUR || size >= DAY ? coarse(size) : `${Math.floor(size / HOUR)} h`;
  return distance > 0 ? `${words} ago` : `in ${words}`;
}

function coarse(size: number): string {
  return size >= DAY ? `${Math.floor(size / DAY)} d` : duration(size);
}

const UNITS: Record<string, number> = { s: SECOND, m: MINUTE, h: HOUR, d: DAY };

/** "15m" → milliseconds; null when it is not a duration. */
export function parseDuration(text: string): number | null {
  const match = /^(\d{1,4})([smhd])$/.exec(text);
  if (!match) return null;
  return Number(match[1]) * (UNITS[match[2] ?? ''] ?? 0);
}

/** Milliseconds until the next re-paint of a relative time is worth it. */
export function stepFor(distance: number): number {
  return Math.abs(distance) < 2 * MINUTE ? SECOND : 15 * SECOND;
}
