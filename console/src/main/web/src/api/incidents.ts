/** incident-service: incidents, pages, impact, on-call, postmortems. */
import { get, id, post, put, type Page } from './http';
import type { Severity } from './uptime';

export type IncidentState = 'triggered' | 'acknowledged' | 'resolved';

export interface AlertLink {
  label: string;
  href: string;
}

export interface IncidentAlert {
  dedupKey: string;
  source: string;
  status: 'firing' | 'resolved';
  title: string;
  count: number;
  firstAt: string;
  lastAt: string;
  links: AlertLink[] | null;
}

export interface Incident {
  id: string;
  number: number;
  title: string;
  service: string | null;
  severity: Severity;
  state: IncidentState;
  openedAt: string;
  acknowledgedAt: string | null;
  acknowledgedBy: string | null;
  resolvedAt: string | null;
  resolvedBy: string | null;
  alerts: IncidentAlert[] | null;
  nextEscalation: { at: string; level: number; who: string | null } | null;
  postmortemId: string | null;
  /** What went wrong with waking people. */
  flag?: string | null;
}

export interface TimelineItem {
  id: string;
  at: string;
  kind: string;
  actor: string | null;
  text: string;
  link: string | null;
}

export interface PageItem {
  id: string;
  person: string | { name: string };
  level: number;
  channel: string;
  state: string;
  createdAt: string;
  attempts?: number;
  sentAt: string | null;
  error: string | null;
}

export interface OnCall {
  schedule: string;
  person: { id: string; name: string; email: string | null } | null;
  since: string | null;
  until: string | null;
}

export interface Postmortem {
  id: string;
  incidentId: string;
  incidentNumber?: number;
  title?: string | null;
  state: string;
  markdown: string;
  version: number;
  updatedAt?: string | null;
  updatedBy?: string | null;
  publishedAt?: string | null;
  publishedBy?: string | null;
}

export interface ImpactFigure {
  id: string;
  label: string;
  value: number | null;
  unit: string | null;
  detail: string | null;
  link: string | null;
}

/** What one sibling said about the extent; silence is not zero. */
export interface ImpactAnswer {
  source: string;
  query: string;
  from: string;
  to: string;
  askedAt: string;
  occasion: string;
  available: boolean;
  reason: string | null;
  sha256: string | null;
  figures: ImpactFigure[];
}

const base = '/api/incidents/v1';
export const listIncidents = (state: 'open' | 'resolved' | 'all', limit: number, cursor?: string | null) =>
  get<Page<Incident>>(`${base}/incidents`, { state, limit, cursor });
export const readIncident = (incident: string) => get<Incident>(`${base}/incidents/${id(incident)}`);
export const acknowledge = (incident: string) => post<Incident | undefined>(`${base}/incidents/${id(incident)}/acknowledge`);
export const resolveIncident = (incident: string) => post<Incident | undefined>(`${base}/incidents/${id(incident)}/resolve`);
export const addNote = (incident: string, text: string) => post<unknown>(`${base}/incidents/${id(incident)}/notes`, { text });
export const readTimeline = (incident: string) => get<Page<TimelineItem>>(`${base}/incidents/${id(incident)}/timeline`);
export const readPages = (incident: string) => get<Page<PageItem>>(`${base}/incidents/${id(incident)}/pages`);
export const listOnCall = () => get<Page<OnCall>>(`${base}/oncall`);

export const createPostmortem = (incident: string) => post<Postmortem>(`${base}/incidents/${id(incident)}/postmortem`);
export const listPostmortems = () => get<Page<Omit<Postmortem, 'markdown'>>>(`${base}/postmortems`, { limit: 100 });
export const readPostmortem = (postmortem: string) => get<Postmortem>(`${base}/postmortems/${id(postmortem)}`);
export const savePostmortem = (postmortem: string, markdown: string, version: number) =>
  put<Postmortem>(`${base}/postmortems/${id(postmortem)}`, { markdown, version });
export const publishPostmortem = (postmortem: string) => post<unknown>(`${base}/postmortems/${id(postmortem)}/publish`);
export const readPostmortemHtml = (postmortem: string) => get<{ html: string }>(`${base}/postmortems/${id(postmortem)}/html`);
export const preview = (markdown: string) => post<{ html: string }>(`${base}/preview`, { markdown });

export const readImpact = (incident: string) => get<Page<ImpactAnswer>>(`${base}/incidents/${id(incident)}/impact`);
