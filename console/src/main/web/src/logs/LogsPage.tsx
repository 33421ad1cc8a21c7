import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { ApiError, serverNow } from '../api/http';
import { logHistogram, searchLogs, type LogFilter } from '../api/logs';
import { useShortcuts } from '../shell/keys';
import { Button, ErrorNote, Page, Rows } from '../ui';
import { CostLine } from './CostLine';
import { LevelBars } from './LevelBars';
import { LogList } from './LogList';
import { NoLines } from './NoLines';
import { SearchBar } from './SearchBar';
import { custom, shift, widen, windowOf } from './window';
import './logs.css';

const PAGE = 200;
const LIVE_MS = 2_000;

export interface LogSearch {
  q?: string;
  level?: string;
  service?: string;
  traceId?: string;
  range?: string;
  from?: string;
  to?: string;
  live?: string;
}

export default function LogsPage() {
  const search = useSearch({ from: '/logs' });
  const navigate = useNavigate();
  const [anchor, setAnchor] = useState(serverNow);
  const [reading, setReading] = useState(false);
  const live = search.live === '1' && !(search.from && search.to);

  const change = useCallback(
    (part: LogSearch, replace = false) => {
      setAnchor(serverNow());
      void navigate({ to: '/logs', search: (old) => ({ ...old, ...part }), replace });
    },
    [navigate],
  );
  const zoom = useCallback((from: number, to: number) => change({ ...custom(from, to), live: undefined }), [change]);

  useEffect(() => {
    if (!live || reading) return undefined;
    const timer = setInterval(() => document.visibilityState === 'visible' && setAnchor(serverNow()), LIVE_MS);
    return () => clearInterval(timer);
  }, [live, reading]);

  const window = windowOf(search, anchor);
  const filter: LogFilter = {
    from: new Date(window.from).toISOString(),
    to: new Date(window.to).toISOString(),
    service: search.service,
    level: search.level,
    q: search.q,
    traceId: search.traceId,
  };
  const lines = useInfiniteQuery({
    queryKey: ['logs', 'search', filter],
    queryFn: ({ pageParam, signal }) => searchLogs(filter, pageParam, PAGE, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: false,
    staleTime: Infinity,
    gcTime: 20_000,
  });
  const histogram = useQuery({
    queryKey: ['logs', 'histogram', filter],
    queryFn: ({ signal }) => logHistogram(filter, 80, signal),
    placeholderData: keepPreviousData,
    refetchInterval: false,
    staleTime: Infinity,
    gcTime: 20_000,
  });

  useShortcuts('Logs', [
    { keys: '/', name: 'Write a search', run: () => document.getElementById('log-query')?.focus() },
    { keys: '[', name: 'Earlier', run: () => change(shift(window, -1, serverNow())) },
    { keys: ']', name: 'Later', run: () => change(shift(window, 1, serverNow())) },
    { keys: 't n', name: 'Up to now', run: () => change({ range: window.range ?? '1h', from: undefined, to: undefined }) },
    { keys: 'r', name: 'Search again', run: () => setAnchor(serverNow()) },
  ]);

  const rows = lines.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title="Logs" wide>
      <SearchBar search={search} window={window} onChange={change} onRefresh={() => setAnchor(serverNow())} busy={lines.isFetching} reading={live && reading} />
      {histogram.data ? <LevelBars histogram={histogram.data} from={window.from} to={window.to} onZoom={zoom} /> : null}
      {lines.isError ? <ErrorNote what={isBadQuery(lines.error) ? 'This search cannot be read' : 'The search did not work'} error={lines.error} retry={isBadQuery(lines.error) ? undefined : () => void lines.refetch()} /> : null}
      {lines.isPending ? <Rows count={12} height={20} /> : null}
      {lines.data && !lines.isError ? (
        <section className="log-results" aria-label="Lines">
          <CostLine pages={lines.data.pages} shown={rows.length} more={lines.hasNextPage} />
          {rows.length ? (
            <LogList
              rows={rows}
              query={search.q}
              onFilter={(part) => change(part)}
              onReading={setReading}
              footer={
                lines.hasNextPage ? (
                  <Button variant="default" onClick={() => void lines.fetchNextPage()} disabled={lines.isFetchingNextPage}>
                    {lines.isFetchingNextPage ? 'Reading older lines' : 'Load older lines'}
                  </Button>
                ) : (
                  <span className="dim">The range begins here</span>
                )
              }
            />
          ) : (
            <NoLines search={search} onWiden={() => change({ ...widen(window, serverNow()), live: undefined })} onClear={() => change({ q: undefined, level: undefined, service: undefined, traceId: undefined })} />
          )}
        </section>
      ) : null}
    </Page>
  );
}

const isBadQuery = (error: unknown) => error instanceof ApiError && error.status === 400;
