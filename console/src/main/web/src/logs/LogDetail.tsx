import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { LogLine } from '../api/logs';
import { exact } from '../time/format';
import { useZone } from '../time/zone';
import { flatten } from './attributes';
import { levelOf } from './levels';
import type { LogSearch } from './LogsPage';
import { marked } from './marked';
import { and, condition } from './query';

interface Props {
  line: LogLine;
  query?: string;
  highlight: string[];
  onFilter: (part: LogSearch) => void;
}

/** One line in full; a click on a value searches for it. */
export function LogDetail({ line, query, highlight, onFilter }: Props) {
  const zone = useZone();
  const at = Date.parse(line.time);
  const around = { from: new Date(at - 30_000).toISOString(), to: new Date(at + 30_000).toISOString() };
  return (
    <div className="log-detail">
      <pre className="log-full">{marked(line.body, highlight)}</pre>
      <dl className="facts mono">
        <Row name="time">{exact(at, zone)}</Row>
        <Row name="level">
          {levelOf(line.level) === 'unknown' ? 'not given' : <Value text={line.level} hint="Show this level and worse" onClick={() => onFilter({ level: line.level })} />}
          {line.severityText && line.severityText.toLowerCase() !== line.level ? <span className="dim"> ({line.severityText})</span> : null}
        </Row>
        <Row name="service">
          <Value text={line.service} hint="Only this service" onClick={() => onFilter({ service: line.service })} />
        </Row>
        {line.traceId ? (
          <Row name="trace">
            <Value text={line.traceId} hint="Only this trace" onClick={() => onFilter({ traceId: line.traceId ?? undefined, q: undefined, level: undefined, service: undefined })} />
          </Row>
        ) : null}
        {line.spanId ? <Row name="span">{line.spanId}</Row> : null}
        {flatten(line.attributes).map(([key, value]) => (
          <Row key={`a.${key}`} name={key}>
            <Value text={value} hint={`Only lines whose ${key} is this`} onClick={() => onFilter({ q: and(query, condition(key, value)) })} />
          </Row>
        ))}
        {flatten(line.resource).map(([key, value]) => (
          <Row key={`r.${key}`} name={key} dim>
            <Value text={value} hint={`Only lines whose ${key} is this`} onClick={() => onFilter({ q: and(query, condition(key, value)) })} />
          </Row>
        ))}
      </dl>
      <p>
        <Link to="/logs" search={{ service: line.service, ...around }}>
          30 seconds around this line
        </Link>
      </p>
    </div>
  );
}

function Row({ name, children, dim }: { name: string; children: ReactNode; dim?: boolean }) {
  return (
    <>
      <dt title={dim ? 'From the resource' : undefined}>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Value({ text, hint, onClick }: { text: string; hint: string; onClick: () => void }) {
  return (
    <button type="button" className="plain-button" title={hint} onClick={onClick}>
      {text}
    </button>
  );
}
