import type { Slo } from '../api/slos';
import { budgetText, budgetTone } from './budget';

/** What is left of the budget, as a bar with its words. */
export function BudgetBar({ slo }: { slo: Slo }) {
  const left = Math.min(1, Math.max(0, slo.budget.leftRatio ?? 0));
  return (
    <div className="budget">
      <svg className="budget-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect width="100" height="6" className="budget-back" />
        <rect width={left * 100} height="6" className={`budget-${budgetTone(slo)}`} />
      </svg>
      <span className="num">{budgetText(slo.budget)}</span>
    </div>
  );
}
