/** Incidents in words: states, severities, kinds of timeline rows, the countdown. Pure. */
import type { Incident, IncidentState, PageItem, TimelineItem } from '../api/incidents';
import { clock } from '../time/duration';
import type { IconName } from '../ui/Icon';
import type { Tone } from '../ui/Status';

const STATES: Record<IncidentState, { word: string; tone: Tone }> = {
  triggered: { word: 'Not acknowledged', tone: 'bad' },
  acknowledged: { word: 'Acknowledged', tone: 'warn' },
  resolved: { word: 'Resolved', tone: 'good' },
};

export function incidentState(state: IncidentState): { word: string; tone: Tone } {
  return STATES[state] ?? { word: state, tone: 'unknown' };
}

export function severityTone(severity: string): Tone {
  if (severity === 'critical' || severity === 'error') return 'bad';
  return severity === 'warning' ? 'warn' : 'unknown';
}

/** What happens next if nobody acts; null once somebody has. */
export function escalationText(next: Incident['nextEscalation'], now: number): { text: string; due: boolean } | null {
  if (!next) return null;
  const left = Date.parse(next.at) - now;
  const who = next.who || `level ${next.level}`;
  return left > 0 ? { text: `${who} is paged in ${clock(left)}`, due: false } : { text: `${who} is being paged now`, due: true };
}

interface KindWord {
  word: string;
  icon: IconName;
}

const KINDS: Record<string, KindWord> = {
  alert: { word: 'Alert', icon: 'bell' },
  page: { word: 'Paged', icon: 'user' },
  delivery: { word: 'Sending', icon: 'out' },
  escalation: { word: 'Escalation', icon: 'flame' },
  routing: { word: 'Whom to wake', icon: 'right' },
  ack: { word: 'Acknowledged', icon: 'check' },
  resolve: { word: 'Resolved', icon: 'check' },
  reopen: { word: 'Reopened', icon: 'refresh' },
  severity: { word: 'Severity changed', icon: 'warn' },
  note: { word: 'Note', icon: 'note' },
  evidence: { word: 'Impact measured', icon: 'chart' },
  postmortem: { word: 'Postmortem', icon: 'doc' },
};

/** The name of a kind of row; a kind that is new to us is still readable. */
export function kindOf(kind: string): KindWord {
  const known = KINDS[kind];
  if (known) return known;
  const word = kind.replaceAll('_', ' ');
  return { word: word.charAt(0).toUpperCase() + word.slice(1), icon: 'dot' };
}

/** The word over one row. An attempt to send is told by how it ended: taken by the mail server is sent, not delivered. */
export function rowOf(item: Pick<TimelineItem, 'kind' | 'text'>): KindWord {
  if (item.kind !== 'delivery') return kindOf(item.kind);
  if (item.text.endsWith(' was handed over.')) return { word: 'Sent', icon: 'out' };
  return / failed \(/.test(item.text) ? { word: 'Sending failed', icon: 'warn' } : kindOf(item.kind);
}

const PAGE_STATES: Record<string, { word: string; tone: Tone }> = {
  planned: { word: 'Waiting', tone: 'warn' },
  leased: { word: 'Being sent', tone: 'warn' },
  handed_over: { word: 'Sent', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
  unknown: { word: 'Not known', tone: 'warn' },
  cancelled: { word: 'Not needed', tone: 'unknown' },
};

/** How far one page got on one channel. */
export function pageState(page: PageItem): { word: string; tone: Tone } {
  return PAGE_STATES[page.state] ?? { word: page.state.replaceAll('_', ' '), tone: 'unknown' };
}

export function personOf(page: PageItem): string {
  return typeof page.person === 'string' ? page.person : page.person.name;
}

/** Milliseconds from opening to resolution, or until now. */
export function elapsed(incident: Incident, now: number): number {
  return (incident.resolvedAt ? Date.parse(incident.resolvedAt) : now) - Date.parse(incident.openedAt);
}

/** When the trouble began: the first alert may be older than the incident. */
export function began(incident: Incident): string {
  return [incident.openedAt, ...(incident.alerts ?? []).map((alert) => alert.firstAt)].sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? incident.openedAt;
}

/** The incident as it will be once the server agrees; used to answer a click at once. */
export function acknowledgedBy(incident: Incident, name: string, now: number): Incident {
  if (incident.state !== 'triggered') return incident;
  return { ...incident, state: 'acknowledged', acknowledgedAt: new Date(now).toISOString(), acknowledgedBy: name, nextEscalation: null };
}

/** Links into the console stay inside the page; others open as they are. */
export function localPath(href: string, origin: string): string | null {
  try {
    const url = new URL(href, origin);
    return url.origin === origin ? `${url.pathname}${url.search}` : null;
  } catch {
    return null;
  }
}

/** Whether a link may be offered at all. */
export function safeHref(href: string): boolean {
  return /^(https?:\/\/|\/(?!\/))/i.test(href);
}
