/** uptime-prober: monitors, regions, probe results. */
import { del, get, id, post, type Page } from './http';

export type MonitorState = 'UP' | 'UNCONFIRMED' | 'DOWN' | 'RECOVERING' | 'UNKNOWN' | 'PAUSED';
export type Verdict = 'good' | 'bad' | 'unknown';
export type Severity = 'critical' | 'error' | 'warning' | 'info';

export interface RegionState {
  region: string;
  verdict: Verdict;
  at: string | null;
  latencyMs: number | null;
  errorClass: string | null;
}

export interface MonitorSpec {
  name: string;
  service: string;
  url: string;
  method: string;
  expectedStatus: number[];
  intervalSeconds: number;
  timeoutMs: number;
  regions: string[];
  quorum: number;
  severity: Severity;
}

export interface Monitor extends MonitorSpec {
  id: string;
  createdAt: string;
  status: { state: MonitorState; since: string | null; reason: string | null; regions: RegionState[] };
  uptime24h: { ratio: number | null; coverage: number | null } | null;
}

export interface CheckResult {
  at: string;
  region: string;
  verdict: Verdict;
  latencyMs: number | null;
  errorClass?: string | null;
  httpStatus?: number | null;
  detail?: string | null;
}

export interface Region {
  region: string;
  agents: number;
  lastSeen: string | null;
  healthy: boolean;
}

const base = '/api/uptime/v1';
export const listMonitors = () => get<Page<Monitor>>(`${base}/monitors`);
export const readMonitor = (monitor: string) => get<Monitor>(`${base}/monitors/${id(monitor)}`);
export const createMonitor = (spec: MonitorSpec) => post<Monitor>(`${base}/monitors`, spec);
export const pauseMonitor = (monitor: string) => post<unknown>(`${base}/monitors/${id(monitor)}/pause`);
export const resumeMonitor = (monitor: string) => post<unknown>(`${base}/monitors/${id(monitor)}/resume`);
export const deleteMonitor = (monitor: string) => del(`${base}/monitors/${id(monitor)}`);
export const listResults = (monitor: string, limit: number) =>
  get<Page<CheckResult>>(`${base}/monitors/${id(monitor)}/results`, { limit });
export const listRegions = () => get<Page<Region>>(`${base}/regions`);
