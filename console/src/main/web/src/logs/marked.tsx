import type { ReactNode } from 'react';

const MOST = 40;

/** The text with every occurrence of the wanted words marked, whatever their case. */
export function marked(text: string, wanted: string[]): ReactNode {
  if (!wanted.length || !text) return text;
  const pattern = new RegExp(wanted.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'gi');
  const parts: ReactNode[] = [];
  let from = 0;
  for (const hit of text.matchAll(pattern)) {
    if (parts.length >= MOST) break;
    parts.push(text.slice(from, hit.index), <mark key={hit.index}>{hit[0]}</mark>);
    from = hit.index + hit[0].length;
  }
  return from ? [...parts, text.slice(from)] : text;
}
