/** slo-service: objectives, budgets, burn. */
import { call, del, get, id, withQuery, type Page } from './http';

export interface Burn {
  name: string;
  longWindow: string;
  shortWindow: string;
  factor: number;
  longBurn: number | null;
  shortBurn: number | null;
  holds: boolean;
}

/** What is left of a budget. */
export interface BudgetLeft {
  ratio: number | null;
  minutes: number | null;
}

export interface Budget {
  /** Over the measured time alone. */
  leftRatio: number | null;
  leftMinutes: number | null;
  totalMinutes: number | null;
  /** Share of the window that holds data. */
  coverage: number | null;
  /** Had the time without data been good. */
  ifMissingGood: BudgetLeft;
  /** Had it been bad. */
  ifMissingBad: BudgetLeft;
}

export interface Slo {
  name: string;
  displayName: string | null;
  service: string;
  objective: string;
  windowDays: number;
  monitor: string | null;
  sli: { good: number; valid: number; ratio: number | null };
  budget: Budget;
  burn: Burn[];
  alert: { state: 'ok' | 'firing'; since: string | null; reason: string | null };
  freshAt: string | null;
}

/** What a definition did, or would do. */
export interface Applied {
  dryRun: boolean;
  items: { name: string; version: number; change: 'created' | 'updated' | 'unchanged' }[];
  warnings: { field: string; text: string }[];
}

/** How one figure comes about. */
export interface Step {
  figure: string;
  formula: string;
  inputs: Record<string, unknown>;
  exact: string;
  decimal: string | null;
}

export interface SloPoint {
  at: string;
  good: number | null;
  valid: number | null;
  budgetLeft: number | null;
  burn1h: number | null;
}

export interface SloSeries {
  stepSeconds: number;
  points: SloPoint[];
}

const base = '/api/slo/v1/slos';
export const listSlos = () => get<Page<Slo>>(base);
export const readSlo = (name: string) => get<Slo>(`${base}/${id(name)}`);
export const deleteSlo = (name: string) => del(`${base}/${id(name)}`);
export const explainSlo = (name: string) => get<{ asOf: string; steps: Step[] }>(`${base}/${id(name)}/explain`);
export const readOpenSlo = (name: string) => call<string>(`${base}/${id(name)}/openslo`, { accept: 'text' });
export const readSeries = (name: string, from: string, to: string, points: number) =>
  get<SloSeries>(`${base}/${id(name)}/series`, { from, to, points });
export const createSlo = (yaml: string, dryRun: boolean) =>
  call<Applied>(withQuery(base, dryRun ? { dryRun: true } : {}), {
    method: 'POST',
    text: { content: yaml, type: 'application/yaml' },
  });
