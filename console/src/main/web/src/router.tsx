import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { App } from './shell/App';
import { Missing } from './shell/Missing';
import { parseSearch, pick, stringifySearch } from './shell/search';

const root = createRootRoute({ component: App, notFoundComponent: Missing });

const now = createRoute({ getParentRoute: () => root, path: '/', component: lazyRouteComponent(() => import('./now/NowPage')) });

const monitor = createRoute({
  getParentRoute: () => root,
  path: '/monitors/$id',
  component: lazyRouteComponent(() => import('./monitors/MonitorPage')),
});

const logs = createRoute({
  getParentRoute: () => root,
  path: '/logs',
  validateSearch: pick('q', 'level', 'service', 'traceId', 'range', 'from', 'to', 'live'),
  component: lazyRouteComponent(() => import('./logs/LogsPage')),
});

const exceptions = createRoute({
  getParentRoute: () => root,
  path: '/exceptions',
  validateSearch: pick('q', 'state'),
  component: lazyRouteComponent(() => import('./exceptions/ExceptionsPage')),
});

const exception = createRoute({
  getParentRoute: () => root,
  path: '/exceptions/$id',
  validateSearch: pick('event'),
  component: lazyRouteComponent(() => import('./exceptions/ExceptionPage')),
});

const slos = createRoute({ getParentRoute: () => root, path: '/slos', component: lazyRouteComponent(() => import('./slos/SlosPage')) });

const slo = createRoute({
  getParentRoute: () => root,
  path: '/slos/$name',
  validateSearch: pick('range', 'from', 'to'),
  component: lazyRouteComponent(() => import('./slos/SloPage')),
});

const incidents = createRoute({
  getParentRoute: () => root,
  path: '/incidents',
  validateSearch: pick('state'),
  component: lazyRouteComponent(() => import('./incidents/IncidentsPage')),
});

const incident = createRoute({
  getParentRoute: () => root,
  path: '/incidents/$id',
  validateSearch: pick('tab', 'kind'),
  component: lazyRouteComponent(() => import('./incidents/IncidentPage')),
});

const postmortems = createRoute({
  getParentRoute: () => root,
  path: '/postmortems',
  component: lazyRouteComponent(() => import('./postmortem/PostmortemsPage')),
});

export const router = createRouter({
  routeTree: root.addChildren([now, monitor, logs, exceptions, exception, slos, slo, incidents, incident, postmortems]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
