import type { Slo } from '../api/slos';
import { budgetHeadline, budgetText, budgetTone } from './budget';

/** What is left of the budget, as a bar with its words; with a note while little was measured. */
export function BudgetBar({ slo }: { slo: Slo }) {
  const headline = budgetHeadline(slo);
  const left = Math.min(1, Math.max(0, headline.ratio ?? 0));
  return (
    <div className="budget">
      <svg className="budget-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect width="100" height="6" className="budget-back" />
        <rect width={left * 100} height="6" className={`budget-${budgetTone(slo)}`} />
      </svg>
      <span className="num">{budgetText(headline)}</span>
      {headline.note ? <span className="num dim">{headline.note}</span> : null}
    </div>
  );
}
