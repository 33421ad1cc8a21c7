import { useQuery } from '@tanstack/react-query';
import { readPages, type Incident } from '../api/incidents';
import { Ago } from '../time/Time';
import { ErrorNote, Panel, Rows, Status } from '../ui';
import { pageState, personOf } from './words';

/** Who was woken, through what, and whether it got there. */
export function PagesPanel({ incident }: { incident: Incident }) {
  const pages = useQuery({ queryKey: ['incidents', 'pages', incident.id], queryFn: () => readPages(incident.id) });
  const items = pages.data?.items ?? [];
  return (
    <Panel flush title="Pages">
      {pages.isPending ? <Rows count={2} /> : null}
      {pages.isError && !pages.data ? <ErrorNote what="Pages cannot be read" error={pages.error} /> : null}
      {pages.data && !items.length ? <p className="side-row dim">Nobody was paged.</p> : null}
      <ul className="list">
        {items.map((page) => (
          <li key={page.id} className="side-row">
            <div className="line">
              <span>{personOf(page)}</span>
              <Status tone={pageState(page).tone}>{pageState(page).word}</Status>
            </div>
            <div className="dim">
              level {page.level}, {page.channel}, <Ago at={page.sentAt ?? page.createdAt} />
              {page.attempts && page.attempts > 1 ? `, ${page.attempts} attempts` : ''}
            </div>
            {page.error ? <div className="figure-bad wrap">{page.error}</div> : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
