/** Error budgets in words. Pure. */
import type { BudgetLeft, Burn, Slo } from '../api/slos';
import { grouped } from '../logs/levels';

/** "99.9 %" from "0.999": exact, by moving the decimal point in the text. */
export function objectiveText(objective: string): string {
  const match = /^0?\.(\d+)$/.exec(objective.trim());
  if (!match?.[1]) return objective.trim() === '1' ? '100 %' : objective;
  const digits = match[1].padEnd(2, '0');
  const rest = digits.slice(2).replace(/0+$/, '');
  return `${Number(digits.slice(0, 2))}${rest ? `.${rest}` : ''} %`;
}

export function minutesText(minutes: number | null | undefined): string {
  if (minutes === null || minutes === undefined) return '–';
  const size = Math.abs(minutes);
  const sign = minutes < 0 ? '−' : '';
  if (size < 10) return `${sign}${size.toFixed(1)} min`;
  if (size < 120) return `${sign}${Math.round(size)} min`;
  return `${sign}${(size / 60).toFixed(1)} h`;
}

/** "63 %"; a budget overdrawn is said as such, and something left is never rounded to nothing. */
export function leftText(ratio: number | null | undefined): string {
  if (ratio === null || ratio === undefined) return 'no data';
  if (ratio < 0) return `−${grouped(Math.round(-ratio * 100))} %`;
  if (ratio > 0 && ratio < 0.01) return '<1 %';
  return `${Math.floor(ratio * 100 + 1e-9)} %`;
}

/** "30 %"; a sliver is never said as nothing, nor a gap as everything. */
export function coverageText(coverage: number | null | undefined): string {
  return coverage === null || coverage === undefined ? 'not known' : leftText(coverage);
}

/** From this share of the window on, the measured time speaks for all of it. */
const ENOUGH = 0.9;

export interface BudgetHeadline extends BudgetLeft {
  /** How much of the window was measured, while that is too little to judge the window by it. */
  note: string | null;
}

/**
 * The figure to lead with. A minute of outage is a minute of the whole window: a young objective must not
 * be called overdrawn because its only minute was a bad one, so the time without data counts as good.
 */
export function budgetHeadline({ budget, windowDays }: Pick<Slo, 'budget' | 'windowDays'>): BudgetHeadline {
  const { coverage, ifMissingGood, leftRatio, leftMinutes } = budget;
  if (coverage === null || coverage >= ENOUGH) return { ratio: leftRatio, minutes: leftMinutes, note: null };
  return { ...ifMissingGood, note: `${coverageText(coverage)} of the ${windowDays} days measured so far` };
}

export function usedUp(slo: Pick<Slo, 'budget' | 'windowDays'>): boolean {
  return (budgetHeadline(slo).ratio ?? 1) <= 0;
}

export function budgetText({ ratio, minutes }: BudgetLeft): string {
  if (ratio === null || ratio === undefined) return 'no data yet';
  if (ratio < 0) return `overdrawn by ${minutesText(-(minutes ?? 0))}`;
  return `${leftText(ratio)} left, ${minutesText(minutes)}`;
}

export function budgetTone(slo: Slo): 'good' | 'warn' | 'bad' {
  if (slo.alert.state === 'firing' || usedUp(slo)) return 'bad';
  return (budgetHeadline(slo).ratio ?? 1) < 0.25 ? 'warn' : 'good';
}

export function burnText(burn: number | null | undefined): string {
  if (burn === null || burn === undefined) return 'no data';
  return `${burn < 10 ? burn.toFixed(1) : Math.round(burn)} ×`;
}

/** What a burn rule says, as one sentence. */
export function burnSentence(burn: Burn): string {
  const both = `${burn.longWindow} at ${burnText(burn.longBurn)} and ${burn.shortWindow} at ${burnText(burn.shortBurn)}`;
  return burn.holds ? `Holds: ${both}, both above ${burn.factor} ×` : `Does not hold: ${both}, both would have to be above ${burn.factor} ×`;
}

/** A line like "line 12" or "12:3" in a field or rule of a problem. */
export function lineOf(field: string, rule: string): number | null {
  const match = /\bline[:\s]+(\d+)/i.exec(`${field} ${rule}`) ?? /^(\d+):\d+/.exec(field);
  return match?.[1] ? Number(match[1]) : null;
}

/** The line of a YAML text that a path like "spec.objectives[0].target" names; null when it is not there. */
export function lineOfPath(yaml: string, path: string): number | null {
  const keys = path.split('.').flatMap((part) => part.replaceAll(/\[\d+\]/g, '')).filter(Boolean);
  const lines = yaml.split('\n');
  let from = 0;
  let found: number | null = null;
  for (const key of keys) {
    const at = lines.findIndex((line, index) => index >= from && new RegExp(`^\\s*(-\\s+)?["']?${escape(key)}["']?\\s*:`).test(line));
    if (at < 0) return found === null ? null : found + 1;
    found = at;
    from = at + 1;
  }
  return found === null ? null : found + 1;
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
