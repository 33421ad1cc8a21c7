import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { Incident } from '../api/incidents';
import type { Session } from '../api/session';
import { sessionQuery } from '../queries';
import { Provider } from '../ui/Provider';
import { IncidentRow } from './IncidentRow';

const incident: Incident = {
  id: 'i-7',
  number: 7,
  title: 'checkout is down',
  service: 'checkout',
  severity: 'critical',
  state: 'triggered',
  openedAt: new Date(Date.now() - 60_000).toISOString(),
  acknowledgedAt: null,
  acknowledgedBy: null,
  resolvedAt: null,
  resolvedBy: null,
  alerts: [],
  nextEscalation: { at: new Date(Date.now() + 90_000).toISOString(), level: 2, who: 'Secondary on-call' },
  postmortemId: null,
};

function List() {
  const list = useQuery<{ items: Incident[] }>({ queryKey: ['incidents', 'open'], queryFn: () => Promise.reject(new Error('not asked')), enabled: false });
  return list.data?.items.map((item) => <IncidentRow key={item.id} incident={item} />);
}

function show(roles: string[]) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } });
  const session: Session = { user: { username: 'r', name: 'Responder' }, roles };
  client.setQueryData(sessionQuery.queryKey, session);
  client.setQueryData(['incidents', 'open'], { items: [incident], nextCursor: null });
  const router = createRouter({ routeTree: createRootRoute({ component: List }), history: createMemoryHistory() });
  render(
    <Provider>
      <QueryClientProvider client={client}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </Provider>,
  );
}

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('shows the acknowledgement before the server answers, and the clock stops', async () => {
  let answer: (response: Response) => void = () => undefined;
  vi.stubGlobal('fetch', vi.fn(() => new Promise<Response>((done) => (answer = done))));
  show(['responder', 'viewer']);
  expect(await screen.findByText(/Secondary on-call is paged in 1:/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Acknowledge' }));
  expect(await screen.findByText('Responder is on it')).toBeTruthy();
  expect(screen.queryByText(/is paged in/)).toBeNull();
  answer(new Response('{}', { status: 200 }));
});

it('takes it back and says why when the server refuses', async () => {
  vi.stubGlobal('fetch', vi.fn(() => Promise.resolve(new Response('{"title":"Conflict","detail":"It is already resolved."}', { status: 409 }))));
  show(['responder']);
  fireEvent.click(await screen.findByRole('button', { name: 'Acknowledge' }));
  await waitFor(() => expect(screen.getByText('It is already resolved.')).toBeTruthy());
  expect(screen.getByText('Not acknowledged')).toBeTruthy();
});

it('offers nothing that the person may not do', async () => {
  show(['viewer']);
  expect(await screen.findByText('checkout is down')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Acknowledge' })).toBeNull();
});
