/** Impact evidence: the newest answer of every source, and figures in words. Pure. */
import type { ImpactAnswer, ImpactFigure } from '../api/incidents';

/** Each question is asked again while the incident runs: the newest answer of a source counts, an answer before silence. */
export function newestAnswers(answers: ImpactAnswer[]): ImpactAnswer[] {
  const newest = new Map<string, ImpactAnswer>();
  for (const answer of answers) {
    const known = newest.get(answer.source);
    if (!known || better(answer, known)) newest.set(answer.source, answer);
  }
  return [...newest.values()].sort((a, b) => a.source.localeCompare(b.source));
}

function better(a: ImpactAnswer, b: ImpactAnswer): boolean {
  if (a.available !== b.available) return a.available;
  return Date.parse(a.askedAt) > Date.parse(b.askedAt);
}

/** "12.5 %", "1 204 lines", "×3.2"; a missing value is said, never shown as zero. */
export function figureText(figure: Pick<ImpactFigure, 'value' | 'unit'>): string {
  const { value, unit } = figure;
  if (value === null || value === undefined || Number.isNaN(value)) return 'not available';
  const digits = Number.isInteger(value) ? 0 : Math.abs(value) < 10 ? 2 : 1;
  const number = value.toLocaleString('en-GB', { maximumFractionDigits: digits }).replaceAll(',', '\u202f');
  if (!unit || unit === 'count' || unit === '1') return number;
  if (unit === 'ratio') return `${(value * 100).toLocaleString('en-GB', { maximumFractionDigits: 2 })} %`;
  if (unit === 'x' || unit === '×' || unit === 'factor') return `×${number}`;
  return `${number} ${unit === 'percent' ? '%' : unit}`;
}
