import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { EventView } from '../api/exceptions';
import { flatten } from '../logs/attributes';
import { clockTime } from '../time/format';
import { useZone } from '../time/zone';
import { StackTrace } from './StackTrace';
import { crumbTime, tagList } from './words';

/** Everything one event told, in the order in which people look. */
export function EventBody({ event }: { event: EventView }) {
  const exceptions = event.exceptions ?? [];
  const threads = exceptions.length ? [] : (event.threads ?? []);
  const tags = tagList(event.tags);
  return (
    <div className="event">
      {event.traceId ? (
        <p>
          Trace{' '}
          <Link to="/logs" search={{ traceId: event.traceId, ...around(event.occurredAt) }}>
            <code>{event.traceId}</code>
          </Link>{' '}
          <span className="dim">opens its log lines</span>
        </p>
      ) : null}
      {!exceptions.length && event.message ? <pre className="event-message">{event.message}</pre> : null}
      {exceptions.map((exception, index) => (
        <StackTrace key={index} exception={exception} caused={index > 0} />
      ))}
      {threads.map((thread, index) => (
        <StackTrace
          key={thread.id ?? index}
          exception={{ type: `Thread ${thread.name ?? thread.id ?? ''}`, value: thread.crashed ? 'crashed' : null, mechanism: null, frames: thread.frames }}
          caused={false}
        />
      ))}
      {event.breadcrumbs?.length ? <Breadcrumbs event={event} /> : null}
      <div className="cols cols-two">
        {tags.length ? (
          <Part title="Tags">
            <Rows rows={tags} />
          </Part>
        ) : null}
        <Values title="Request" value={event.request} />
        <Values title="User" value={event.user} />
        <Values title="Context" value={event.contexts} />
      </div>
      <p className="dim">
        Event <code>{event.eventId}</code>
        {event.platform ? `, ${event.platform}` : ''}
      </p>
    </div>
  );
}

function around(at: string): { from: string; to: string } {
  const ms = Date.parse(at);
  return { from: new Date(ms - 15 * 60_000).toISOString(), to: new Date(ms + 15 * 60_000).toISOString() };
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h3>{title}</h3>
      {children}
    </div>
  );
}

function Rows({ rows }: { rows: [string, string][] }) {
  return (
    <dl className="facts mono">
      {rows.map(([key, value]) => (
        <div key={key} className="facts-row">
          <dt>{key}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Values({ title, value }: { title: string; value: Record<string, unknown> | null }) {
  const rows = flatten(value);
  if (!rows.length) return null;
  return (
    <Part title={title}>
      <Rows rows={rows} />
    </Part>
  );
}

function Breadcrumbs({ event }: { event: EventView }) {
  const zone = useZone();
  return (
    <Part title="What happened before">
      <ol className="crumbs mono">
        {(event.breadcrumbs ?? []).map((crumb, index) => {
          const at = crumbTime(crumb);
          const data = flatten(crumb.data)
            .map(([key, value]) => `${key}=${value}`)
            .join(' ');
          return (
            <li key={index}>
              <span className="dim num">{at === null ? '' : clockTime(at, zone)}</span>
              <span className="dim">{crumb.category ?? crumb.type ?? ''}</span>
              <span className={crumb.level === 'error' || crumb.level === 'warning' ? `crumb-${crumb.level}` : undefined}>
                {[crumb.message, data].filter(Boolean).join(' ')}
              </span>
            </li>
          );
        })}
      </ol>
    </Part>
  );
}
