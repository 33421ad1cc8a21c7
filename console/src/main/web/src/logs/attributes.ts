/** Nested attribute values as flat "a.b" rows, for reading and for clicking. */
export function flatten(value: Record<string, unknown> | null | undefined): [string, string][] {
  const rows: [string, string][] = [];
  const walk = (prefix: string, item: unknown) => {
    if (item === null || item === undefined) return;
    if (typeof item === 'object' && !Array.isArray(item)) {
      for (const [key, inner] of Object.entries(item)) walk(prefix ? `${prefix}.${key}` : key, inner);
      return;
    }
    rows.push([prefix, typeof item === 'string' ? item : JSON.stringify(item)]);
  };
  walk('', value ?? {});
  return rows.sort((a, b) => a[0].localeCompare(b[0]));
}
