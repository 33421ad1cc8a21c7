/** Single-key shortcuts and `g` chords, listed by the help as long as they work; they can be switched off. */
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';

export interface Shortcut {
  /** "a", "?", or a chord "g h". */
  keys: string;
  name: string;
  run: () => void;
}

interface Group {
  title: string;
  shortcuts: Shortcut[];
}

const groups = new Set<Group>();
const KEY = 'tocsin.shortcuts';
const CHORD_MS = 1_200;
let pending: { key: string; at: number } | null = null;
let enabled = readEnabled();
const listeners = new Set<() => void>();

function readEnabled(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

export function setShortcutsEnabled(on: boolean): void {
  enabled = on;
  try {
    localStorage.setItem(KEY, on ? 'on' : 'off');
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  listeners.forEach((listener) => listener());
}

export function useShortcutsEnabled(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => enabled,
  );
}

export const listShortcuts = (): Group[] => [...groups];

function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || Boolean(target.closest('[role="dialog"]'));
}

/** What a key means after what was pressed before: a shortcut to run, or the start of a chord. */
export function meaning(key: string, before: string | null, known: string[]): { run?: string; wait?: string } {
  const chord = before ? `${before} ${key}` : null;
  if (chord && known.includes(chord)) return { run: chord };
  if (known.includes(key)) return { run: key };
  return known.some((item) => item.startsWith(`${key} `)) ? { wait: key } : {};
}

function onKey(event: KeyboardEvent): void {
  if (!enabled || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const all = [...groups].flatMap((group) => group.shortcuts);
  const before = pending && event.timeStamp - pending.at < CHORD_MS ? pending.key : null;
  const next = meaning(event.key, before, all.map((item) => item.keys));
  pending = next.wait ? { key: next.wait, at: event.timeStamp } : null;
  const hit = next.run && all.findLast((item) => item.keys === next.run);
  if (!hit) return;
  event.preventDefault();
  hit.run();
}

/** Makes shortcuts work while the calling component is shown. */
export function useShortcuts(title: string, shortcuts: Shortcut[]): void {
  const run = useEffectEvent((keys: string) => shortcuts.find((item) => item.keys === keys)?.run());
  const shape = shortcuts.map((item) => `${item.keys}\n${item.name}`).join('|');
  useEffect(() => {
    const known = shape ? shape.split('|').map((item) => item.split('\n')) : [];
    const group: Group = { title, shortcuts: known.map(([keys = '', name = '']) => ({ keys, name, run: () => run(keys) })) };
    if (!groups.size) window.addEventListener('keydown', onKey);
    groups.add(group);
    return () => {
      groups.delete(group);
      if (!groups.size) window.removeEventListener('keydown', onKey);
    };
  }, [title, shape]);
}
