import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { serverNow, type Page } from '../api/http';
import { acknowledge, resolveIncident, type Incident } from '../api/incidents';
import { sessionQuery } from '../queries';
import { fail, tell } from '../ui/tell';
import { acknowledgedBy } from './words';

type Change = (incident: Incident) => Incident;

/** Applies a change to every copy of an incident that is on screen; returns the way back. */
function patch(client: QueryClient, id: string, change: Change): () => void {
  const before = client.getQueriesData<unknown>({ queryKey: ['incidents'] });
  for (const [key, data] of before) {
    if (key[1] === 'one' && key[2] === id && data) client.setQueryData(key, change(data as Incident));
    else if (isList(data)) client.setQueryData(key, { ...data, items: data.items.map((item) => (item.id === id ? change(item) : item)) });
  }
  return () => before.forEach(([key, data]) => client.setQueryData(key, data));
}

function isList(data: unknown): data is Page<Incident> {
  return typeof data === 'object' && data !== null && Array.isArray((data as Page<Incident>).items) && 'state' in ((data as Page<Incident>).items[0] ?? {});
}

/** Acknowledging shows at once; if the server refuses, the page says so and goes back. */
export function useAcknowledge(incident: Incident) {
  const client = useQueryClient();
  const session = useQuery(sessionQuery);
  return useMutation({
    mutationFn: () => acknowledge(incident.id),
    onMutate: async () => {
      await client.cancelQueries({ queryKey: ['incidents'] });
      return patch(client, incident.id, (item) => acknowledgedBy(item, session.data?.user.name ?? 'you', serverNow()));
    },
    onError: (error, _, undo) => {
      undo?.();
      fail(`#${incident.number} was not acknowledged`, error);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['incidents'] }),
  });
}

export function useResolve(incident: Incident) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => resolveIncident(incident.id),
    onSuccess: () => tell(`#${incident.number} is resolved`),
    onError: (error) => fail(`#${incident.number} was not resolved`, error),
    onSettled: () => client.invalidateQueries({ queryKey: ['incidents'] }),
  });
}
