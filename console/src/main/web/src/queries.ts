import { QueryClient, queryOptions } from '@tanstack/react-query';
import { ApiError, onSignedOut } from './api/http';
import { listIncidents, listOnCall, readIncident } from './api/incidents';
import { readSession } from './api/session';
import { listSlos } from './api/slos';
import { listMonitors, listRegions, readMonitor } from './api/uptime';
import { liveState } from './shell/live';

/** Live hints do the fresh work; polling is the safety net, tighter while there is no live connection. */
const safetyNet = () => (liveState() === 'live' ? 30_000 : 8_000);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 3_000,
      refetchInterval: safetyNet,
      retry: (failures, error) => failures < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
    },
  },
});

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async () => {
    try {
      return await readSession();
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: 60_000,
  refetchInterval: 5 * 60_000,
});

onSignedOut(() => void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey }));

export const monitorsQuery = queryOptions({ queryKey: ['monitors'], queryFn: listMonitors, refetchInterval: 10_000 });
export const monitorQuery = (id: string) =>
  queryOptions({ queryKey: ['monitors', id], queryFn: () => readMonitor(id), refetchInterval: 10_000 });
export const regionsQuery = queryOptions({ queryKey: ['regions'], queryFn: listRegions });
export const openIncidentsQuery = queryOptions({ queryKey: ['incidents', 'open'], queryFn: () => listIncidents('open', 50) });
export const incidentQuery = (id: string) => queryOptions({ queryKey: ['incidents', 'one', id], queryFn: () => readIncident(id) });
export const onCallQuery = queryOptions({ queryKey: ['oncall'], queryFn: listOnCall, refetchInterval: 60_000 });
export const slosQuery = queryOptions({ queryKey: ['slos'], queryFn: listSlos });
