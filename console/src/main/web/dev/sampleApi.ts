import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import * as data from './sampleData.ts';
import * as logs from './sampleLogs.ts';
import * as rest from './sampleRest.ts';

type Reply = unknown;
const page = (items: unknown[]) => ({ items, nextCursor: null });

class Refusal extends Error {
  readonly status: number;
  readonly errors: { field: string; rule: string }[];
  constructor(status: number, detail: string, errors: { field: string; rule: string }[] = []) {
    super(detail);
    this.status = status;
    this.errors = errors;
  }
}

/** A tiny stand-in for console and services; its state lives as long as the dev server. Cookie `sample=empty|calm|broken|young` changes the scene. */
export function sampleApi(): Plugin {
  const incidents = data.incidents();
  const timeline = data.timeline();
  const postmortem = { id: 'p-42', incidentId: 'i-42', incidentNumber: 42, title: 'checkout is down in 2 of 3 regions', state: 'draft', markdown: data.MARKDOWN, version: 1, updatedBy: 'Manager', updatedAt: data.iso(Date.now() - 60_000), publishedAt: null as string | null, publishedBy: null as string | null };
  let signedIn = true;
  let contested = false;

  function note(kind: string, text: string): void {
    timeline.push({ id: String(timeline.length + 1), at: data.iso(Date.now()), kind, actor: 'Manager', text, link: null });
  }

  function answer(method: string, url: URL, body: string, scene: string): Reply {
    const q = (name: string) => url.searchParams.get(name);
    const path = `${method} ${url.pathname.replace(/^\/api\/(\w+)\/v1/, '$1')}`;
    const empty = scene === 'empty';
    const ask = () => ({ from: Date.parse(q('from') ?? ''), to: Date.parse(q('to') ?? ''), service: q('service'), level: q('level'), q: q('q'), traceId: q('traceId') });
    const found = incidents.find((item) => path.includes(`/${item.id}`));
    const monitors = data.monitors(scene === 'calm');
    const slos = rest.slos(scene === 'young' ? 0.000_116 : 0.998);
    const open = scene === 'calm' || empty ? [] : incidents.filter((item) => item.state !== 'resolved');
    if (scene === 'broken' && path.startsWith('GET logs')) throw new Refusal(503, 'The catalogue of log segments cannot be reached.');
    if (path === 'GET /auth/session') {
      if (!signedIn || scene === 'out') throw new Refusal(401, 'Nobody is signed in.');
      return { user: { username: 'admin', name: 'Manager' }, roles: ['admin'] };
    }
    if (path === 'POST /auth/login') {
      if (!body.includes('tocsin')) throw new Refusal(401, 'User name or password is wrong.');
      signedIn = true;
      return {};
    }
    if (path === 'POST /auth/logout') signedIn = false;
    if (path === 'GET uptime/monitors') return page(empty ? [] : monitors);
    if (path === 'POST uptime/monitors') throw new Refusal(400, 'The monitor cannot be used as it is.', [{ field: 'name', rule: 'be unique: there is a monitor called checkout' }]);
    if (path === 'GET uptime/regions') return page(['eu-west', 'us-east', 'ap-south'].map((region) => ({ region, agents: 1, lastSeen: data.iso(Date.now()), healthy: true })));
    const monitor = /^GET uptime\/monitors\/([^/]+)(\/results)?$/.exec(path);
    if (monitor?.[2]) return page(data.results(monitor[1] ?? '', Number(q('limit'))));
    if (monitor) {
      const one = monitors.find((item) => item.id === monitor[1]);
      if (!one) throw new Refusal(404, `There is no monitor ${monitor[1]}.`);
      return one;
    }
    if (path === 'GET logs/logs/search') return empty ? { items: [], nextCursor: null, stats: { segments: 0, scannedRows: 0, tookMs: 1 }, partial: false } : logs.search(ask(), Number(q('limit')), q('cursor'));
    if (path === 'GET logs/logs/histogram') return empty ? { stepSeconds: 60, buckets: [] } : logs.histogram(ask(), Number(q('buckets')));
    if (path === 'GET logs/logs/services') return page(empty ? [] : logs.services());
    if (path === 'GET exceptions/issues') {
      return page(empty ? [] : rest.issues().filter((item) => (!q('state') || item.state === q('state')) && (!q('q') || item.title.toLowerCase().includes((q('q') ?? '').toLowerCase()))));
    }
    if (/^GET exceptions\/issues\/[^/]+\/events/.test(path)) return page(rest.events());
    if (path.startsWith('GET exceptions/issues/')) return rest.issues().find((item) => path.endsWith(item.id));
    if (path.startsWith('GET exceptions/events/')) return rest.event(path.split('/').at(-1) ?? '');
    if (path === 'GET slo/slos') return page(empty ? [] : scene === 'calm' ? slos.slice(1) : slos);
    if (path === 'POST slo/slos') {
      if (body.includes('target: 0.999')) return { dryRun: Boolean(q('dryRun')), items: [{ name: 'checkout-availability', version: 2, change: 'updated' }], warnings: [] };
      throw new Refusal(400, 'The definition cannot be used as it is.', [{ field: 'spec.objectives[0].target', rule: 'be above 0 and below 1 (line 31, objective)' }]);
    }
    if (path.endsWith('/series')) return rest.series(Date.parse(q('from') ?? ''), Date.parse(q('to') ?? ''), Number(q('points')));
    if (path.endsWith('/openslo')) return rest.OPENSLO;
    if (path.endsWith('/explain')) return { asOf: data.iso(Date.now()), steps: [{ figure: 'budget left', formula: '1 − bad / (B · valid)', inputs: { bad: 630, B: 0.001, valid: 777600 }, exact: '147600/777600', decimal: '0.1898' }] };
    if (path.startsWith('GET slo/slos/')) return slos.find((item) => path.endsWith(item.name));
    if (path === 'GET incidents/incidents') return page(empty ? [] : q('state') === 'open' ? open : q('state') === 'resolved' ? incidents.filter((item) => item.state === 'resolved') : incidents);
    if (path === 'GET incidents/oncall') return page(empty ? [] : [{ schedule: 'primary', person: { id: '1', name: 'Primary on-call', email: 'primary@example.com' }, since: data.iso(Date.now() - 9e7), until: data.iso(Date.now() + 2.3e8) }]);
    if (found && path.endsWith('/timeline')) return page(timeline);
    if (found && path.endsWith('/pages')) return page(data.pages());
    if (found && path.endsWith('/impact')) return page(data.impact());
    if (found && path.endsWith('/acknowledge')) {
      Object.assign(found, { state: 'acknowledged', acknowledgedAt: data.iso(Date.now()), acknowledgedBy: 'Manager', nextEscalation: null });
      note('ack', 'Acknowledged: nobody else will be woken.');
      return found;
    }
    if (found && path.endsWith('/resolve')) {
      Object.assign(found, { state: 'resolved', resolvedAt: data.iso(Date.now()), resolvedBy: 'Manager', nextEscalation: null });
      note('resolve', 'Resolved in the console.');
      return found;
    }
    if (found && path.endsWith('/notes')) {
      note('note', (JSON.parse(body) as { text: string }).text);
      return {};
    }
    if (found && path.endsWith('/postmortem')) {
      found.postmortemId = 'p-42';
      return postmortem;
    }
    if (found) return found;
    if (path === 'GET incidents/postmortems') return page(empty ? [] : [postmortem, { ...postmortem, id: 'p-40', incidentId: 'i-40', incidentNumber: 40, title: 'storefront is down in 3 of 3 regions', state: 'published', updatedAt: data.iso(Date.now() - 8e7), publishedAt: data.iso(Date.now() - 8e7) }]);
    if (path === 'POST incidents/preview') return { html: html((JSON.parse(body) as { markdown: string }).markdown) };
    if (/^GET incidents\/postmortems\/[^/]+\/html$/.test(path)) return { html: html(postmortem.markdown) };
    if (path.startsWith('GET incidents/postmortems/')) return path.endsWith('p-42') ? postmortem : { ...postmortem, id: path.split('/').at(-1), state: 'published', publishedAt: data.iso(Date.now() - 8e7), publishedBy: 'Manager' };
    if (path.startsWith('PUT incidents/postmortems/')) {
      const sent = JSON.parse(body) as { markdown: string; version: number };
      if (sent.markdown.includes('make a conflict') && !contested) {
        contested = true;
        postmortem.version += 1;
        postmortem.markdown += '\nSomebody else wrote this line.\n';
        throw new Refusal(409, 'Version 1 is not the newest.');
      }
      if (sent.version !== postmortem.version) throw new Refusal(409, `Version ${sent.version} is not the newest.`);
      Object.assign(postmortem, { markdown: sent.markdown, version: sent.version + 1 });
      return postmortem;
    }
    if (path.endsWith('/publish')) {
      Object.assign(postmortem, { state: 'published', publishedAt: data.iso(Date.now()), publishedBy: 'Manager' });
      return postmortem;
    }
    if (method !== 'GET') return {};
    throw new Refusal(404, 'There is nothing here.');
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const scene = /sample=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
    let body = '';
    for await (const chunk of request) body += String(chunk);
    try {
      const reply = answer(request.method ?? 'GET', url, body, scene);
      const text = typeof reply === 'string';
      response.writeHead(200, { 'Content-Type': text ? 'application/yaml' : 'application/json' }).end(text ? reply : JSON.stringify(reply ?? {}));
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal(500, String(error));
      response.writeHead(refusal.status, { 'Content-Type': 'application/problem+json', 'X-Request-Id': 'sample-1' });
      response.end(JSON.stringify({ title: 'Refused', status: refusal.status, detail: refusal.message, errors: refusal.errors }));
    }
  }

  return {
    name: 'sample-api',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = request.url ?? '';
        if (path.startsWith('/live')) {
          response.writeHead(200, { 'Content-Type': 'text/event-stream' });
          response.write(': hello\n\n');
          const timer = setInterval(() => response.write('data: {"topic":"monitors"}\n\n'), 5_000);
          request.on('close', () => clearInterval(timer));
        } else if (path.startsWith('/api/') || path.startsWith('/auth/')) void serve(request, response);
        else next();
      });
    },
  };
}

/** Just enough Markdown for a look; the real renderer lives in incident-service. */
function html(markdown: string): string {
  const escaped = markdown.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const inline = (text: string) => text.replaceAll(/\*\*(.+?)\*\*/g, '<strong>$1</strong>').replaceAll(/`(.+?)`/g, '<code>$1</code>');
  return escaped
    .split(/\n\n+/)
    .map((block) => {
      const heading = /^(#{1,3}) (.+)/.exec(block);
      if (heading) return `<h${heading[1]?.length}>${inline(heading[2] ?? '')}</h${heading[1]?.length}>`;
      if (block.startsWith('|')) {
        const rows = block.split('\n').filter((row) => !/^\|[-| ]+\|$/.test(row));
        return `<table>${rows.map((row) => `<tr>${row.split('|').slice(1, -1).map((cell) => `<td>${inline(cell.trim())}</td>`).join('')}</tr>`).join('')}</table>`;
      }
      if (/^(- |\d\. )/.test(block)) return `<ul>${block.split('\n').map((row) => `<li>${inline(row.replace(/^(- |\d\. )/, ''))}</li>`).join('')}</ul>`;
      if (block.startsWith('&gt;') || block.startsWith('> ')) return `<blockquote>${inline(block.replace(/^(&gt;|>) /, ''))}</blockquote>`;
      return `<p>${inline(block)}</p>`;
    })
    .join('\n');
}
