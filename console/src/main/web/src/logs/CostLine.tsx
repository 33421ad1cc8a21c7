import type { LogPage } from '../api/logs';
import { Status } from '../ui';
import { grouped } from './levels';

/** What the answer cost, and whether it is whole. */
export function CostLine({ pages, shown, more }: { pages: LogPage[]; shown: number; more: boolean }) {
  const scanned = pages.reduce((sum, page) => sum + (page.stats?.scannedRows ?? 0), 0);
  const took = pages.reduce((sum, page) => sum + (page.stats?.tookMs ?? 0), 0);
  const segments = pages.reduce((sum, page) => sum + (page.stats?.segments ?? 0), 0);
  return (
    <p className="log-cost dim num" role="status">
      {grouped(shown)} {shown === 1 ? 'line' : 'lines'} shown{more ? ', older ones follow' : ''} · {grouped(scanned)} {scanned === 1 ? 'line' : 'lines'} scanned in{' '}
      {grouped(took)} ms from {grouped(segments)} {segments === 1 ? 'segment' : 'segments'}
      {pages.some((page) => page.partial) ? (
        <>
          {' '}
          <Status tone="warn">Not complete: part of the range could not be read in time</Status>
        </>
      ) : null}
    </p>
  );
}
