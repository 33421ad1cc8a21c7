import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { listEvents, readEvent, readIssue, reopenIssue, resolveIssue, type Issue } from '../api/exceptions';
import { grouped } from '../logs/levels';
import { useShortcuts } from '../shell/keys';
import { useMay } from '../shell/session';
import { Ago, At } from '../time/Time';
import { Button, ErrorNote, fail, Figure, Icon, Page, Panel, Rows, Status, tell } from '../ui';
import { EventBody } from './EventBody';
import { Grouping } from './Grouping';
import { issueState } from './words';
import './exceptions.css';

export default function ExceptionPage() {
  const { id } = useParams({ from: '/exceptions/$id' });
  const issue = useQuery({ queryKey: ['issues', 'one', id], queryFn: () => readIssue(id) });
  if (!issue.data) {
    return (
      <Page title="Exception" above={<Link to="/exceptions">Exceptions</Link>}>
        {issue.isError ? <ErrorNote what="This exception cannot be read" error={issue.error} retry={() => void issue.refetch()} /> : <Rows count={8} />}
      </Page>
    );
  }
  const data = issue.data;
  const { word, tone } = issueState(data.state);
  return (
    <Page
      title={data.title}
      above={<Link to="/exceptions">Exceptions</Link>}
      heading={
        <span className="line">
          {data.type ?? data.title} <Status tone={tone}>{word}</Status>
        </span>
      }
      actions={<ResolveButton issue={data} />}
    >
      {data.value ? <p className="issue-message">{data.value}</p> : null}
      {data.culprit ? (
        <p className="dim">
          <code>{data.culprit}</code>
        </p>
      ) : null}
      <div className="figures">
        <Figure label="Events">{grouped(data.events)}</Figure>
        <Figure label="Users">{grouped(data.users)}</Figure>
        <Figure label="Last seen">
          <Ago at={data.lastSeen} />
        </Figure>
        <Figure label="First seen">
          <At at={data.firstSeen} />
        </Figure>
        <Figure label="Release">{data.release ?? '–'}</Figure>
        <Figure label="Environment">{data.environment ?? '–'}</Figure>
      </div>
      <Events issue={id} />
      {data.grouping ? <Grouping grouping={data.grouping} /> : null}
    </Page>
  );
}

function ResolveButton({ issue }: { issue: Issue }) {
  const responder = useMay('responder');
  const client = useQueryClient();
  const resolved = issue.state === 'resolved';
  const act = useMutation({
    mutationFn: () => (resolved ? reopenIssue(issue.id) : resolveIssue(issue.id)),
    onSuccess: () => {
      tell(resolved ? 'Open again' : 'Resolved: a new event makes it a regression');
      return client.invalidateQueries({ queryKey: ['issues'] });
    },
    onError: (error) => fail(resolved ? 'Not reopened' : 'Not resolved', error),
  });
  useShortcuts('Exception', responder ? [{ keys: 'r', name: resolved ? 'Reopen' : 'Resolve', run: () => act.mutate() }] : []);
  if (!responder) return null;
  return (
    <Button variant={resolved ? 'default' : 'filled'} disabled={act.isPending} leftSection={<Icon name={resolved ? 'refresh' : 'check'} size={13} />} onClick={() => act.mutate()}>
      {resolved ? 'Reopen' : 'Resolve'}
    </Button>
  );
}

/** One event in full, with the way to its neighbours; the newest unless the address names another. */
function Events({ issue }: { issue: string }) {
  const search = useSearch({ from: '/exceptions/$id' });
  const list = useQuery({ queryKey: ['issues', 'events', issue], queryFn: () => listEvents(issue) });
  const ids = list.data?.items.map((item) => item.eventId) ?? [];
  const current = search.event ?? ids[0];
  const event = useQuery({
    queryKey: ['issues', 'event', current],
    queryFn: () => readEvent(current ?? ''),
    enabled: Boolean(current),
    staleTime: Infinity,
    refetchInterval: false,
  });
  const place = current ? ids.indexOf(current) : -1;
  const newer = place > 0 ? ids[place - 1] : undefined;
  const older = place >= 0 ? ids[place + 1] : undefined;
  return (
    <Panel
      title={
        <>
          {place <= 0 && !search.event ? 'Newest event' : 'Event'}
          {event.data ? (
            <span className="event-when">
              <At at={event.data.occurredAt} />
            </span>
          ) : null}
        </>
      }
      aside={
        <span className="line">
          {newer ? <EventLink issue={issue} event={newer} label="Newer" /> : null}
          {older ? <EventLink issue={issue} event={older} label="Older" /> : null}
        </span>
      }
    >
      {list.isError && !list.data ? <ErrorNote what="Events cannot be read" error={list.error} /> : null}
      {event.isError && !event.data ? <ErrorNote what="This event cannot be read" error={event.error} retry={() => void event.refetch()} /> : null}
      {list.isPending || (current && event.isPending) ? <Rows count={8} height={22} /> : null}
      {list.data && !current ? <p className="dim">The events of this issue are no longer kept.</p> : null}
      {event.data ? <EventBody event={event.data} /> : null}
    </Panel>
  );
}

function EventLink({ issue, event, label }: { issue: string; event: string; label: string }) {
  return (
    <Link to="/exceptions/$id" params={{ id: issue }} search={{ event }} replace className="event-link">
      {label}
    </Link>
  );
}
