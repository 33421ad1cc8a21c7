import '../ui/chart.css';
import { useRef, useState, type PointerEvent } from 'react';
import { LEVELS, type Histogram } from '../api/logs';
import { dateTime, hourMinute, monthDayTime } from '../time/format';
import { useZone } from '../time/zone';
import { Button, DataTable, Icon } from '../ui';
import { barsOf, countText, grouped, levelColor, totals } from './levels';

const HEIGHT = 72;

interface Props {
  histogram: Histogram;
  from: number;
  to: number;
  onZoom: (from: number, to: number) => void;
}

/** Lines over time, stacked by level; dragging over it narrows the range. */
export function LevelBars({ histogram, from, to, onZoom }: Props) {
  const zone = useZone();
  const [table, setTable] = useState(false);
  const bars = barsOf(histogram);
  const sum = totals(histogram);
  const label = `${countText(sum)}, from ${dateTime(from, zone)} to ${dateTime(to, zone)}.`;
  const tick = to - from > 86_400_000 * 1.5 ? monthDayTime : hourMinute;
  return (
    <figure className="bars" aria-label="Lines over time">
      <figcaption className="chart-head">
        <span className="chart-legend">
          {LEVELS.filter((level) => sum[level]).map((level) => (
            <span key={level} className="chart-key">
              <svg width="10" height="10" aria-hidden="true">
                <rect width="10" height="10" rx="2" fill={levelColor(level)} />
              </svg>
              <span className="num">
                {grouped(sum[level])} {level}
              </span>
            </span>
          ))}
          {LEVELS.some((level) => sum[level]) ? null : 'No lines'}
        </span>
        <Button variant="subtle" leftSection={<Icon name={table ? 'chart' : 'table'} size={13} />} onClick={() => setTable(!table)}>
          {table ? 'Show as chart' : 'Show as table'}
        </Button>
      </figcaption>
      {table ? (
        <div className="chart-table">
          <DataTable
            label={label}
            rows={bars.filter((bar) => bar.total).reverse()}
            keyOf={(bar) => String(bar.start)}
            columns={[
              { name: 'From', cell: (bar) => <span className="mono nowrap">{dateTime(bar.start, zone)}</span> },
              ...LEVELS.map((level) => ({
                name: level,
                right: true,
                cell: (bar: (typeof bars)[number]) => grouped(bar.parts.find((part) => part.level === level)?.count ?? 0),
              })),
            ]}
          />
        </div>
      ) : (
        <>
          <Picture bars={bars} label={label} from={from} to={to} onZoom={onZoom} />
          <div className="bars-axis mono" aria-hidden="true">
            {[0, 0.25, 0.5, 0.75, 1].map((part) => (
              <span key={part}>{tick(from + (to - from) * part, zone)}</span>
            ))}
          </div>
        </>
      )}
    </figure>
  );
}

interface PictureProps {
  bars: ReturnType<typeof barsOf>;
  label: string;
  from: number;
  to: number;
  onZoom: (from: number, to: number) => void;
}

function Picture({ bars, label, from, to, onZoom }: PictureProps) {
  const zone = useZone();
  const box = useRef<SVGSVGElement>(null);
  const [drag, setDrag] = useState<{ a: number; b: number } | null>(null);
  const top = Math.max(1, ...bars.map((bar) => bar.total));
  const x = (at: number) => ((at - from) / (to - from)) * 1000;
  const timeAt = (event: PointerEvent) => {
    const rect = box.current?.getBoundingClientRect();
    if (!rect?.width) return from;
    return from + Math.min(1, Math.max(0, (event.clientX - rect.left) / rect.width)) * (to - from);
  };
  const end = () => {
    if (drag && Math.abs(drag.a - drag.b) > (to - from) / 200) onZoom(Math.min(drag.a, drag.b), Math.max(drag.a, drag.b));
    setDrag(null);
  };
  return (
    <svg
      ref={box}
      className="bars-picture"
      viewBox={`0 0 1000 ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        const at = timeAt(event);
        setDrag({ a: at, b: at });
      }}
      onPointerMove={(event) => {
        if (drag) setDrag({ a: drag.a, b: timeAt(event) });
      }}
      onPointerUp={end}
      onPointerCancel={() => setDrag(null)}
    >
      {bars.map((bar) => {
        const left = Math.max(0, x(bar.start));
        const width = Math.max(1, Math.min(1000, x(bar.end)) - left - 1);
        return (
          <g key={bar.start}>
            <rect x={left} y={0} width={width} height={HEIGHT} fill="transparent" />
            {bar.parts.map((part) => {
              const height = Math.max(1.5, (part.count / top) * (HEIGHT - 2));
              return (
                <rect
                  key={part.level}
                  x={left}
                  y={HEIGHT - (part.offset / top) * (HEIGHT - 2) - height}
                  width={width}
                  height={height}
                  fill={levelColor(part.level)}
                />
              );
            })}
            <title>{`${dateTime(bar.start, zone)}: ${bar.parts.map((part) => `${part.count} ${part.level}`).join(', ') || 'no lines'}`}</title>
          </g>
        );
      })}
      {drag ? <rect className="bars-drag" x={x(Math.min(drag.a, drag.b))} y={0} width={Math.abs(x(drag.a) - x(drag.b))} height={HEIGHT} /> : null}
    </svg>
  );
}
