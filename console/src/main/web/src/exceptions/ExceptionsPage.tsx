import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { listIssues, type Issue } from '../api/exceptions';
import { useShortcuts } from '../shell/keys';
import { Ago } from '../time/Time';
import { Button, Empty, ErrorNote, Icon, Page, Panel, Rows, SegmentedControl, Status, TextInput, useDebouncedValue } from '../ui';
import { grouped } from '../logs/levels';
import { issueState } from './words';
import './exceptions.css';

const STATES = [
  { value: '', label: 'All' },
  { value: 'new', label: 'New' },
  { value: 'ongoing', label: 'Ongoing' },
  { value: 'regressed', label: 'Regressed' },
  { value: 'resolved', label: 'Resolved' },
];

export default function ExceptionsPage() {
  const search = useSearch({ from: '/exceptions' });
  const navigate = useNavigate();
  const [text, setText] = useState(search.q ?? '');
  const [settled] = useDebouncedValue(text.trim(), 300);
  const [known, setKnown] = useState(search.q);
  if (known !== search.q) {
    setKnown(search.q);
    setText(search.q ?? '');
  }
  useEffect(() => {
    if (settled !== (search.q ?? '') && settled === text.trim()) {
      void navigate({ to: '/exceptions', search: (old) => ({ ...old, q: settled || undefined }), replace: true });
    }
  }, [settled, text, search.q, navigate]);
  useShortcuts('Exceptions', [{ keys: '/', name: 'Search', run: () => document.getElementById('issue-query')?.focus() }]);
  const issues = useInfiniteQuery({
    queryKey: ['issues', 'list', search.state ?? '', search.q ?? ''],
    queryFn: ({ pageParam }) => listIssues({ state: search.state, q: search.q }, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  });
  const items = issues.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title="Exceptions">
      <div className="line" role="search">
        <TextInput
          id="issue-query"
          className="issue-query"
          aria-label="Search exceptions"
          placeholder="Type, message or place"
          leftSection={<Icon name="search" size={14} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label="State"
          value={search.state ?? ''}
          onChange={(state) => void navigate({ to: '/exceptions', search: (old) => ({ ...old, state: state || undefined }) })}
          data={STATES}
        />
      </div>
      {issues.isError && !issues.data ? <ErrorNote what="Exceptions cannot be read" error={issues.error} retry={() => void issues.refetch()} /> : null}
      <Panel flush title={items.length && !issues.hasNextPage ? `${items.length} ${items.length === 1 ? 'issue' : 'issues'}` : 'Issues'} aside="Newest first">
        {issues.isPending ? <Rows count={6} height={36} /> : null}
        {issues.data && !items.length ? <NoIssues filtered={Boolean(search.q || search.state)} /> : null}
        <ul className="list">
          {items.map((issue) => (
            <li key={issue.id}>
              <IssueRow issue={issue} />
            </li>
          ))}
        </ul>
        {issues.hasNextPage ? (
          <div className="issue-more">
            <Button variant="default" onClick={() => void issues.fetchNextPage()}>
              Load more
            </Button>
          </div>
        ) : null}
      </Panel>
    </Page>
  );
}

function IssueRow({ issue }: { issue: Issue }) {
  const { word, tone } = issueState(issue.state);
  return (
    <div className="issue-row">
      <div className="issue-title">
        <Link to="/exceptions/$id" params={{ id: issue.id }} className="strong issue-name">
          {issue.type ?? issue.title}
        </Link>
        <div className="clip">{issue.value ?? (issue.type ? '' : issue.title)}</div>
        <div className="dim clip">
          {[issue.culprit, issue.environment, issue.release].filter(Boolean).join(' · ')}
        </div>
      </div>
      <Status tone={tone}>{word}</Status>
      <div className="issue-count num">
        {grouped(issue.events)} <span className="dim">{issue.events === 1 ? 'event' : 'events'}</span>
      </div>
      <div className="issue-count num">
        {grouped(issue.users)} <span className="dim">{issue.users === 1 ? 'user' : 'users'}</span>
      </div>
      <div className="issue-seen dim">
        seen <Ago at={issue.lastSeen} />
        <br />
        first <Ago at={issue.firstSeen} />
      </div>
    </div>
  );
}

function NoIssues({ filtered }: { filtered: boolean }) {
  if (filtered) return <Empty title="No exception fits this search" />;
  return (
    <Empty title="No exceptions yet" snippet={{ label: 'Unmodified Sentry SDKs work: give them the DSN of .tocsin/credentials.env', text: SNIPPET }}>
      What an application throws arrives here, grouped, with its stack trace.
    </Empty>
  );
}

const SNIPPET = `# Java, Node.js, Python and every other Sentry SDK read it from the environment
export SENTRY_DSN="$TOCSIN_SENTRY_DSN"`;
