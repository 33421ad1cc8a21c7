/**
 * One live stream per browser, not per tab: the tab that holds a web lock reads /live and tells the others.
 * A hint names a topic; what is on screen of that topic is asked for again.
 */
import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';

export type LiveState = 'live' | 'waiting';

interface Hint {
  topic: string;
  id?: string | null;
}

const TOPICS: Record<string, string[]> = {
  incidents: ['incidents', 'oncall', 'postmortems'],
  monitors: ['monitors', 'results'],
  issues: ['issues'],
  slos: ['slos'],
};
const SILENCE_MS = 20_000;
const BEAT_MS = 5_000;

let state: LiveState = 'waiting';
const listeners = new Set<() => void>();

function setState(next: LiveState): void {
  if (state === next) return;
  state = next;
  listeners.forEach((listener) => listener());
}

export const liveState = (): LiveState => state;

export function useLiveState(): LiveState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

/** First parts of the query keys that a hint makes stale; nothing for what we do not know. */
export function keysFor(text: string): string[] {
  try {
    const hint = JSON.parse(text) as Hint;
    return TOPICS[hint.topic] ?? [];
  } catch {
    return [];
  }
}

/** Gathers hints for a moment, so that a burst asks once. */
function gather(client: QueryClient): (keys: string[]) => void {
  const waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (keys) => {
    keys.forEach((key) => waiting.add(key));
    if (!waiting.size || timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      for (const key of waiting) void client.invalidateQueries({ queryKey: [key] });
      waiting.clear();
    }, 250);
  };
}

/** Starts listening; returns the way to stop. */
export function startLive(client: QueryClient): () => void {
  const refresh = gather(client);
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('tocsin-live');
  const stop = new AbortController();
  let heard = 0;
  let leading = false;

  channel?.addEventListener('message', (event: MessageEvent<{ state?: LiveState; hint?: string }>) => {
    heard = Date.now();
    if (event.data.state) setState(event.data.state);
    if (event.data.hint) refresh(keysFor(event.data.hint));
  });
  const watch = setInterval(() => {
    if (leading) channel?.postMessage({ state });
    else if (Date.now() - heard > SILENCE_MS) setState('waiting');
  }, BEAT_MS);

  const lead = () =>
    new Promise<void>((done) => {
      if (stop.signal.aborted) return done();
      leading = true;
      const close = openStream((hint) => {
        refresh(keysFor(hint));
        if (!stop.signal.aborted) channel?.postMessage({ hint });
      });
      stop.signal.addEventListener('abort', () => {
        close();
        done();
      });
    });

  if (channel && 'locks' in navigator) navigator.locks.request('tocsin-live', { signal: stop.signal }, lead).catch(() => undefined);
  else void lead();

  return () => {
    stop.abort();
    clearInterval(watch);
    channel?.close();
    setState('waiting');
  };
}

function openStream(onHint: (text: string) => void): () => void {
  let source: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  const open = () => {
    source = new EventSource('/live');
    source.onopen = () => setState('live');
    source.onmessage = (event: MessageEvent<string>) => onHint(event.data);
    for (const name of ['hint', ...Object.keys(TOPICS)]) {
      source.addEventListener(name, (event) => onHint((event as MessageEvent<string>).data));
    }
    source.onerror = () => {
      setState('waiting');
      // A refused stream is not retried by the browser: try again ourselves.
      if (source?.readyState === EventSource.CLOSED && !closed) again = setTimeout(open, 5_000);
    };
  };
  open();
  return () => {
    closed = true;
    clearTimeout(again);
    source?.close();
  };
}
