/** The one honest sentence on top of Now. Pure: data and time in, words out. */
import type { Incident } from '../api/incidents';
import type { Monitor } from '../api/uptime';
import type { Tone } from '../ui/Status';

export interface Headline {
  tone: Tone;
  text: string;
}

type When = (at: string) => string;

export function headline(monitors: Monitor[], incidents: Incident[], when: When): Headline {
  const active = monitors.filter((item) => item.status.state !== 'PAUSED');
  const waiting = incidents.filter((item) => item.state === 'triggered').length;
  const tail = waiting ? ` ${waiting} ${waiting === 1 ? 'incident is' : 'incidents are'} not acknowledged.` : '';
  if (!monitors.length) return waiting ? { tone: 'bad', text: tail.trim() } : { tone: 'unknown', text: 'Nothing is being watched yet.' };
  if (!active.length) return { tone: waiting ? 'bad' : 'unknown', text: `${count(monitors.length, 'monitor is', 'monitors are')} paused.${tail}` };

  const of = (...states: string[]) => active.filter((item) => states.includes(item.status.state));
  const down = of('DOWN');
  if (down.length) return { tone: 'bad', text: `${downText(down, active.length, when)}${tail}` };

  const shaky = of('UNCONFIRMED', 'RECOVERING');
  const blind = of('UNKNOWN');
  const up = of('UP');
  if (shaky.length) return { tone: waiting ? 'bad' : 'warn', text: `${shakyText(shaky)} ${rest(up.length, active.length)}${tail}`.trim() };
  if (blind.length) return { tone: waiting ? 'bad' : 'warn', text: `${blindText(blind)} ${rest(up.length, active.length)}${tail}`.trim() };
  const paused = monitors.length - active.length;
  const text = `${allUp(active)}${paused ? ` (${paused} paused)` : ''}.`;
  return { tone: waiting ? 'bad' : 'good', text: `${text}${tail}` };
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

function allUp(active: Monitor[]): string {
  if (active.length === 1) return `${active[0]?.name} is up`;
  return active.length === 2 ? 'Both monitors are up' : `All ${active.length} monitors are up`;
}

function downText(down: Monitor[], total: number, when: When): string {
  const [first] = down;
  if (down.length > 1 || !first) return `${down.length} of ${total} monitors are down: ${names(down)}.`;
  const since = first.status.since ? ` since ${when(first.status.since)}` : '';
  return `${first.name} is down${since}${regionsText(first)}.`;
}

function regionsText(monitor: Monitor): string {
  const bad = monitor.status.regions.filter((item) => item.verdict === 'bad').length;
  const all = Math.max(monitor.regions.length, monitor.status.regions.length);
  return bad ? ` (${bad} of ${all} regions)` : '';
}

function shakyText(shaky: Monitor[]): string {
  const failing = shaky.filter((item) => item.status.state === 'UNCONFIRMED');
  if (failing.length) return `${names(failing)} may be failing${failing.length === 1 && failing[0] ? regionsText(failing[0]) : ''}: asking the other regions.`;
  return `${names(shaky)} ${shaky.length === 1 ? 'is' : 'are'} recovering.`;
}

function blindText(blind: Monitor[]): string {
  return blind.length === 1 ? `No fresh results for ${blind[0]?.name}.` : `No fresh results for ${blind.length} monitors: ${names(blind)}.`;
}

function rest(up: number, total: number): string {
  return up ? `${up} of ${total} up.` : '';
}

function names(monitors: Monitor[]): string {
  const shown = monitors.slice(0, 3).map((item) => item.name);
  const more = monitors.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
