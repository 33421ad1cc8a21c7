/** log-ingest: search, histogram, services. */
import { get, type Page } from './http';

/** From harmless to worst; `unknown` is a line whose sender gave no level. */
export const LEVELS = ['unknown', 'trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type Level = (typeof LEVELS)[number];

export interface LogLine {
  id: string;
  time: string;
  level: Level;
  severityNumber: number | null;
  severityText: string | null;
  service: string;
  body: string;
  attributes: Record<string, unknown> | null;
  resource: Record<string, unknown> | null;
  traceId: string | null;
  spanId: string | null;
}

export interface LogPage extends Page<LogLine> {
  stats: { segments: number; scannedRows: number; tookMs: number } | null;
  partial: boolean;
}

export interface LogFilter {
  from: string;
  to: string;
  service?: string;
  level?: string;
  q?: string;
  traceId?: string;
}

export interface Histogram {
  stepSeconds: number;
  buckets: { start: string; counts: Partial<Record<Level, number>> }[];
}

const base = '/api/logs/v1/logs';
export const searchLogs = (filter: LogFilter, cursor: string | null, limit: number, signal?: AbortSignal) =>
  get<LogPage>(`${base}/search`, { ...filter, limit, cursor, order: 'desc' }, signal);
export const logHistogram = (filter: LogFilter, buckets: number, signal?: AbortSignal) =>
  get<Histogram>(`${base}/histogram`, { ...filter, buckets }, signal);
export const listServices = (from: string, to: string) => get<Page<{ name: string; rows: number; errors: number }>>(`${base}/services`, { from, to });
