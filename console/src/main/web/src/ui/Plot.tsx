import { useEffect, useEffectEvent, useMemo, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import './chart.css';
import { useComputedColorScheme } from '@mantine/core';
import { dateTime, hourMinute, monthDayTime, type Zone } from '../time/format';
import { useZone } from '../time/zone';

export interface Series {
  name: string;
  /** Name of a CSS variable, so that both themes are served. */
  color: string;
  dash?: number[];
  fill?: boolean;
  values: (number | null)[];
}

export interface Line {
  value: number;
  name: string;
  color: string;
}

interface Props {
  x: number[];
  series: Series[];
  lines?: Line[];
  height?: number;
  format: (value: number) => string;
  from?: number;
  to?: number;
  onZoom?: (fromMs: number, toMs: number) => void;
}

const SYNC = uPlot.sync('time');
const css = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function tickText(zone: Zone, spanSeconds: number) {
  const text = spanSeconds > 86_400 * 1.5 ? (at: number) => monthDayTime(at, zone) : (at: number) => hourMinute(at, zone);
  return (_: uPlot, ticks: number[]) => ticks.map((tick) => text(tick * 1000));
}

function drawLines(lines: Line[]) {
  return (plot: uPlot) => {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.font = `${11 * devicePixelRatio}px system-ui`;
    ctx.textAlign = 'left';
    ctx.textBaseline = 'bottom';
    for (const line of lines) {
      const y = Math.round(plot.valToPos(line.value, 'y', true));
      if (y < bbox.top || y > bbox.top + bbox.height) continue;
      ctx.strokeStyle = css(line.color);
      ctx.fillStyle = css('--t-dim');
      ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
      ctx.fillText(line.name, bbox.left + 6 * devicePixelRatio, y - 2 * devicePixelRatio);
    }
    ctx.restore();
  };
}

/** uPlot in React's hands: made anew when shape or theme change, fed when only data change. */
export function Plot({ x, series, lines, height = 190, format, from, to, onZoom }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const zone = useZone();
  const scheme = useComputedColorScheme('light');
  const zoomed = useEffectEvent((start: number, end: number) => onZoom?.(start, end));
  const say = useEffectEvent((value: number) => format(value));
  const data = useMemo<uPlot.AlignedData>(() => [x, ...series.map((item) => item.values)] as uPlot.AlignedData, [x, series]);
  const span = (to ?? x[x.length - 1] ?? 0) - (from ?? x[0] ?? 0);
  const shape = JSON.stringify([series.map(({ name, color, dash, fill }) => [name, color, dash, fill]), lines, height, from, to, span > 86_400 * 1.5]);

  useEffect(() => {
    const host = box.current;
    if (!host) return;
    const axis = { stroke: css('--t-dim'), grid: { stroke: css('--t-line'), width: 1 }, ticks: { show: false }, font: '11px system-ui' };
    const made = new uPlot(
      {
        width: host.clientWidth || 600,
        height,
        legend: { live: true },
        cursor: { sync: { key: SYNC.key }, drag: { x: true, y: false, setScale: false }, points: { size: 6 } },
        scales: {
          x: { time: true, range: from !== undefined && to !== undefined ? () => [from, to] : undefined },
          y: {
            range: (_, min, max) => {
              const top = Math.max(max ?? 0, ...(lines ?? []).filter((line) => line.value <= (max ?? 0) * 3).map((line) => line.value));
              const bottom = Math.min(0, min ?? 0);
              return [bottom, top > 0 ? top * 1.08 : 1];
            },
          },
        },
        axes: [
          { ...axis, size: 26, gap: 4, space: 72, values: tickText(zone, span) },
          { ...axis, size: 56, gap: 4, values: (_, ticks) => ticks.map((tick) => say(tick)) },
        ],
        series: [
          { label: 'Time', value: (_, at) => (at === null ? '–' : dateTime(at * 1000, zone)) },
          ...series.map((item) => ({
            label: item.name,
            stroke: css(item.color),
            fill: item.fill ? `${css(item.color)}22` : undefined,
            width: 1.5,
            dash: item.dash,
            spanGaps: false,
            points: { show: false },
            value: (_: uPlot, value: number | null) => (value === null ? 'no data' : say(value)),
          })),
        ],
        hooks: {
          draw: lines?.length ? [drawLines(lines)] : [],
          setSelect: [
            (self) => {
              if (self.select.width < 8) return;
              const start = self.posToVal(self.select.left, 'x');
              const end = self.posToVal(self.select.left + self.select.width, 'x');
              self.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
              zoomed(start * 1000, end * 1000);
            },
          ],
        },
      },
      data,
      host,
    );
    plot.current = made;
    const watch = new ResizeObserver(() => made.setSize({ width: host.clientWidth, height }));
    watch.observe(host);
    return () => {
      watch.disconnect();
      made.destroy();
      plot.current = null;
    };
    // `shape` stands for series, lines, height, from and to; fresh data go through setData below.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [shape, zone, scheme]);

  useEffect(() => {
    plot.current?.setData(data);
  }, [data]);

  return <div ref={box} className="plot" />;
}
