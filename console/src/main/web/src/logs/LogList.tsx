import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { LogLine } from '../api/logs';
import { clockTime, exact } from '../time/format';
import { useZone } from '../time/zone';
import { LogDetail } from './LogDetail';
import { levelOf } from './levels';
import type { LogSearch } from './LogsPage';
import { marked } from './marked';
import { wordsOf } from './query';

const ROW = 24;

interface Props {
  rows: LogLine[];
  query?: string;
  footer: ReactNode;
  onFilter: (part: LogSearch) => void;
  /** True while somebody scrolled down or opened a line: live lines then wait. */
  onReading: (reading: boolean) => void;
}

/** Lines of 24 px; only those on screen exist in the page. */
export function LogList({ rows, query, footer, onFilter, onReading }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<string | null>(null);
  const [scrolled, setScrolled] = useState(false);
  const zone = useZone();
  const highlight = useMemo(() => wordsOf(query), [query]);
  const virtual = useVirtualizer({
    count: rows.length + 1,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    getItemKey: (index) => rows[index]?.id ?? 'footer',
    overscan: 20,
  });
  useEffect(() => onReading(open !== null || scrolled), [open, scrolled, onReading]);
  return (
    <div ref={box} className="log-list" onScroll={(event) => setScrolled(event.currentTarget.scrollTop > 4)}>
      <div className="log-space" style={{ height: virtual.getTotalSize() }} role="list" aria-label="Log lines, newest first">
        {virtual.getVirtualItems().map((item) => {
          const line = rows[item.index];
          return (
            <div
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              className="log-item"
              style={{ transform: `translateY(${item.start}px)` }}
              role="listitem"
            >
              {line ? (
                <>
                  <button type="button" className={`log-row log-${levelOf(line.level)}`} aria-expanded={open === line.id} onClick={() => setOpen(open === line.id ? null : line.id)}>
                    <span className="log-time num" title={exact(Date.parse(line.time), zone)}>
                      {clockTime(Date.parse(line.time), zone)}
                    </span>
                    <span className="log-level">{levelOf(line.level)}</span>
                    <span className="log-service clip">{line.service}</span>
                    <span className="log-body clip">{marked(line.body, highlight)}</span>
                  </button>
                  {open === line.id ? <LogDetail line={line} query={query} highlight={highlight} onFilter={onFilter} /> : null}
                </>
              ) : (
                <div className="log-footer">{footer}</div>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
