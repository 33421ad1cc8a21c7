import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Slo } from '../api/slos';
import { slosQuery } from '../queries';
import { budgetHeadline, budgetText, budgetTone, usedUp } from '../slos/budget';
import { ErrorNote, Panel, Rows, Status } from '../ui';

/** Objectives in danger first; when none is, one calm line. */
export function BurningSlos() {
  const slos = useQuery(slosQuery);
  const items = slos.data?.items ?? [];
  const burning = items.filter((item) => item.alert.state === 'firing' || usedUp(item));
  return (
    <Panel flush title="Error budgets" aside={items.length ? <Link to="/slos">All {items.length}</Link> : null}>
      {slos.isPending ? <Rows count={2} /> : null}
      {slos.isError && !slos.data ? <ErrorNote what="Objectives cannot be read" error={slos.error} /> : null}
      {slos.data && !items.length ? (
        <p className="panel-line dim">
          No objective yet. <Link to="/slos">Make the first one</Link> over a monitor.
        </p>
      ) : null}
      {items.length && !burning.length ? (
        <p className="panel-line dim">
          {items.length === 1 ? 'One objective, not burning.' : `None of ${items.length} objectives is burning.`}
        </p>
      ) : null}
      <ul className="list">
        {burning.map((slo) => (
          <Danger key={slo.name} slo={slo} />
        ))}
      </ul>
    </Panel>
  );
}

function Danger({ slo }: { slo: Slo }) {
  const headline = budgetHeadline(slo);
  const firing = slo.alert.state === 'firing';
  return (
    <li className="slo-line">
      <Link to="/slos/$name" params={{ name: slo.name }} className="strong">
        {slo.displayName || slo.name}
      </Link>
      <div className="line">
        <Status tone={firing ? 'bad' : 'warn'} sign="flame">
          {firing ? 'Burning' : 'Used up'}
        </Status>
        <span className={`num figure-${budgetTone(slo)}`}>{budgetText(headline)}</span>
      </div>
      {headline.note ? <div className="num dim">{headline.note}</div> : null}
    </li>
  );
}
