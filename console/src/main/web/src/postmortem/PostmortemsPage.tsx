import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { listPostmortems } from '../api/incidents';
import { Ago } from '../time/Time';
import { Empty, ErrorNote, Page, Panel, Rows, Status } from '../ui';
import './postmortem.css';

/** What was learnt, and what still waits to be written down. */
export default function PostmortemsPage() {
  const postmortems = useQuery({ queryKey: ['postmortems', 'list'], queryFn: listPostmortems });
  const items = postmortems.data?.items ?? [];
  return (
    <Page title="Postmortems">
      {postmortems.isError && !postmortems.data ? <ErrorNote what="Postmortems cannot be read" error={postmortems.error} retry={() => void postmortems.refetch()} /> : null}
      <Panel flush title={items.length === 1 ? '1 postmortem' : `${postmortems.data ? items.length : ''} postmortems`} aside="Newest incident first">
        {postmortems.isPending ? <Rows count={4} height={36} /> : null}
        {postmortems.data && !items.length ? (
          <Empty title="No postmortem yet">
            Open an <Link to="/incidents">incident</Link> and choose Postmortem: the draft starts with its timeline and its figures.
          </Empty>
        ) : null}
        <ul className="list">
          {items.map((item) => (
            <li key={item.id} className="postmortem-row">
              <div>
                <span className="dim num">#{item.incidentNumber} </span>
                <Link to="/incidents/$id" params={{ id: item.incidentId }} search={{ tab: 'postmortem' }} className="strong">
                  {item.title || 'Postmortem'}
                </Link>
              </div>
              <div className="line">
                <Status tone={item.state === 'published' ? 'good' : 'warn'} sign={item.state === 'published' ? 'check' : 'doc'}>
                  {item.state === 'published' ? 'Published' : 'Draft'}
                </Status>
                <span className="dim">
                  {item.publishedAt ? 'published' : 'changed'} <Ago at={item.publishedAt ?? item.updatedAt} /> by {item.publishedBy ?? item.updatedBy ?? 'somebody'}
                </span>
              </div>
            </li>
          ))}
        </ul>
      </Panel>
    </Page>
  );
}
