/** The little the page must know about the query language; everything else is the server's. */

const PLAIN_FIELD = /^[A-Za-z_][\w.-]*$/;
const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** One condition: the field has exactly this value. */
export const condition = (field: string, value: string): string => `${PLAIN_FIELD.test(field) ? field : quoted(field)}:${quoted(value)}`;

/** The query with one more condition; one that is there already is not repeated. */
export function and(query: string | undefined, more: string): string {
  const before = query?.trim() ?? '';
  if (!before) return more;
  if (before.includes(more)) return before;
  return / OR |\|\|/.test(before) ? `(${before}) ${more}` : `${before} ${more}`;
}

/** What a message may contain because of the query: its free words and phrases, none that are excluded. */
export function wordsOf(query: string | undefined): string[] {
  const words: string[] = [];
  const term = /(-|NOT\s+)?((?:[\w.@-]+|"(?:[^"\\]|\\.)*")\s*(?::|[<>=!]=?)\s*)?("(?:[^"\\]|\\.)*"|[^\s()"]+)/g;
  for (const [, not, field, value = ''] of query?.matchAll(term) ?? []) {
    const body = !field || /^body\s*:/.test(field);
    const operator = ['AND', 'OR', 'NOT', '&&', '||'].includes(value);
    const regex = value.startsWith('/');
    if (not || !body || operator || regex) continue;
    const plain = value.startsWith('"') ? value.slice(1, -1).replaceAll(/\\(.)/g, '$1') : value;
    words.push(...plain.split(/[*?]/).filter((part) => part.length > 1));
  }
  return words;
}
