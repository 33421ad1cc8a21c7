import type { ReactNode } from 'react';

/** The text with every occurrence of what was searched for marked. */
export function marked(text: string, wanted: string | undefined): ReactNode {
  if (!wanted || !text) return text;
  const parts: ReactNode[] = [];
  const lower = text.toLowerCase();
  const needle = wanted.toLowerCase();
  let from = 0;
  for (let at = lower.indexOf(needle); at >= 0 && parts.length < 40; at = lower.indexOf(needle, from)) {
    if (at > from) parts.push(text.slice(from, at));
    parts.push(<mark key={at}>{text.slice(at, at + needle.length)}</mark>);
    from = at + needle.length;
  }
  if (!from) return text;
  parts.push(text.slice(from));
  return parts;
}
