import { useSyncExternalStore } from 'react';
import type { Zone } from './format';

const KEY = 'tocsin.zone';
const listeners = new Set<() => void>();
let zone: Zone = read();

function read(): Zone {
  try {
    return localStorage.getItem(KEY) === 'utc' ? 'utc' : 'local';
  } catch {
    return 'local';
  }
}

export function setZone(next: Zone): void {
  zone = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Private windows may refuse storage: the choice then lasts as long as the page.
  }
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The zone that every time on every page is shown in. */
export function useZone(): Zone {
  return useSyncExternalStore(subscribe, () => zone);
}
