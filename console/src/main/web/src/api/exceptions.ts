/** exception-tracker: issues and their events. */
import { get, id, post, type Page } from './http';

export type IssueState = 'new' | 'ongoing' | 'resolved' | 'regressed';

/** One thing that grouping looked at, whether it counts, and why. */
export interface Component {
  name: string;
  contributes: boolean;
  reason: string;
  value: string | null;
  children: Component[];
}

export interface Issue {
  id: string;
  projectId: string | number;
  title: string;
  type: string | null;
  value: string | null;
  culprit: string | null;
  level: string | null;
  state: IssueState;
  events: number;
  users: number;
  firstSeen: string;
  lastSeen: string;
  release: string | null;
  environment: string | null;
  stateSince?: string | null;
  fixedInRelease?: string | null;
  grouping: { algorithm: string; hash: string; mechanism: string; explanation: Component[] } | null;
}

export interface Frame {
  function: string | null;
  module: string | null;
  filename: string | null;
  lineno: number | null;
  inApp: boolean;
  inAppRule: string | null;
  contextLine: string | null;
  preContext: string[] | null;
  postContext: string[] | null;
}

export interface ExceptionValue {
  type: string | null;
  value: string | null;
  mechanism: unknown;
  frames: Frame[] | null;
}

export interface Breadcrumb {
  timestamp?: string | number | null;
  category?: string | null;
  level?: string | null;
  type?: string | null;
  message?: string | null;
  data?: Record<string, unknown> | null;
}

export interface ThreadView {
  id: string | null;
  name: string | null;
  crashed: boolean;
  frames: Frame[];
}

/** Exceptions outermost first, causes after; frames newest call first. */
export interface EventView {
  eventId: string;
  occurredAt: string;
  level: string | null;
  platform: string | null;
  release: string | null;
  environment: string | null;
  message: string | null;
  exceptions: ExceptionValue[] | null;
  threads?: ThreadView[] | null;
  service?: string | null;
  transaction?: string | null;
  breadcrumbs: Breadcrumb[] | null;
  tags: Record<string, string> | [string, string][] | null;
  user: Record<string, unknown> | null;
  request: Record<string, unknown> | null;
  contexts: Record<string, unknown> | null;
  traceId: string | null;
}

export interface IssueFilter {
  state?: string;
  q?: string;
}

const base = '/api/exceptions/v1';
export const listIssues = (filter: IssueFilter, cursor: string | null) =>
  get<Page<Issue>>(`${base}/issues`, { ...filter, limit: 50, cursor });
export const readIssue = (issue: string) => get<Issue>(`${base}/issues/${id(issue)}`);
export const listEvents = (issue: string, limit = 50) =>
  get<Page<Pick<EventView, 'eventId' | 'occurredAt'>>>(`${base}/issues/${id(issue)}/events`, { limit });
export const readEvent = (event: string) => get<EventView>(`${base}/events/${id(event)}`);
export const resolveIssue = (issue: string) => post<unknown>(`${base}/issues/${id(issue)}/resolve`);
export const reopenIssue = (issue: string) => post<unknown>(`${base}/issues/${id(issue)}/reopen`);
