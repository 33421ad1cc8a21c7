import { useId, useState, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { dateTime } from '../time/format';
import { useZone } from '../time/zone';
import { DataTable } from './DataTable';
import { Icon } from './Icon';
import { Plot, type Line, type Series } from './Plot';

interface Props {
  /** One sentence that says what the picture shows. */
  label: string;
  /** Seconds since 1970. */
  x: number[];
  series: Series[];
  lines?: Line[];
  height?: number;
  format: (value: number) => string;
  from?: number;
  to?: number;
  onZoom?: (fromMs: number, toMs: number) => void;
  note?: ReactNode;
}

/** A time series as a picture with a sentence, and as a table for whoever prefers numbers. */
export function Chart({ label, x, series, format, note, ...rest }: Props) {
  const [table, setTable] = useState(false);
  const zone = useZone();
  const legend = useId();
  const rows = x.map((at, index) => ({ at, index })).reverse();
  return (
    <figure className="chart" aria-labelledby={legend}>
      <figcaption className="chart-head">
        <span id={legend} className="chart-legend">
          {series.map((item) => (
            <span key={item.name} className="chart-key">
              <svg width="18" height="8" aria-hidden="true">
                <line x1="0" x2="18" y1="4" y2="4" stroke={`var(${item.color})`} strokeWidth="2" strokeDasharray={item.dash?.join(" ")} />
              </svg>
              {item.name}
            </span>
          ))}
          {note}
        </span>
        <Button variant="subtle" leftSection={<Icon name={table ? 'chart' : 'table'} size={13} />} onClick={() => setTable(!table)}>
          {table ? 'Show as chart' : 'Show as table'}
        </Button>
      </figcaption>
      {table ? (
        <div className="chart-table">
          <DataTable
            label={label}
            rows={rows}
            keyOf={(row) => String(row.at)}
            columns={[
              { name: 'Time', cell: (row) => <span className="mono nowrap">{dateTime(row.at * 1000, zone)}</span> },
              ...series.map((item) => ({
                name: item.name,
                right: true,
                cell: (row: { index: number }) => {
                  const value = item.values[row.index];
                  return value === null || value === undefined ? 'no data' : format(value);
                },
              })),
            ]}
          />
        </div>
      ) : (
        <div role="img" aria-label={label}>
          <Plot x={x} series={series} format={format} {...rest} />
        </div>
      )}
    </figure>
  );
}
