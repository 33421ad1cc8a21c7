/** One way to talk to the console's gateway: JSON in and out, problems as errors, the server's clock remembered. */

export interface FieldError {
  field: string;
  rule: string;
}

export interface Problem {
  title: string;
  status: number;
  detail?: string;
  code?: string;
  requestId?: string | null;
  errors?: FieldError[];
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export class ApiError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.name = 'ApiError';
    this.problem = problem;
  }
  get status(): number {
    return this.problem.status;
  }
}

/** Milliseconds that the server's clock is ahead of this browser's. */
let clockOffset = 0;
export const serverNow = (): number => Date.now() + clockOffset;

function rememberClock(response: Response): void {
  const date = Date.parse(response.headers.get('Date') ?? '');
  if (Number.isNaN(date)) return;
  const offset = date + 500 - Date.now();
  // The header has whole seconds: small differences are noise, large ones are a wrong clock.
  clockOffset = Math.abs(offset) < 3_000 ? 0 : offset;
}

const listeners = new Set<() => void>();
/** Called when an answer says that the session is over. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

async function problemOf(response: Response): Promise<Problem> {
  const fallback: Problem = { title: `The server answered ${response.status}`, status: response.status };
  const requestId = response.headers.get('X-Request-Id');
  try {
    const body = (await response.json()) as Partial<Problem>;
    return { ...fallback, requestId, ...body, status: response.status };
  } catch {
    return { ...fallback, requestId };
  }
}

export type Query = Record<string, string | number | boolean | null | undefined>;

export function withQuery(path: string, query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') params.set(key, String(value));
  }
  const text = params.toString();
  return text ? `${path}?${text}` : path;
}

interface Options {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  /** Sent as it is, with this content type. */
  text?: { content: string; type: string };
  signal?: AbortSignal;
  accept?: 'json' | 'text';
}

export async function call<T>(path: string, options: Options = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: options.accept === 'text' ? '*/*' : 'application/json' };
  let body: string | undefined;
  if (options.text) {
    headers['Content-Type'] = options.text.type;
    body = options.text.content;
  } else if (options.body !== undefined) {
    headers['Content-Type'] = 'application/json';
    body = JSON.stringify(options.body);
  }
  const method = options.method ?? 'GET';
  if (method !== 'GET') headers['X-Console-Csrf'] = '1';
  let response: Response;
  try {
    response = await fetch(path, { method, headers, body, signal: options.signal, credentials: 'same-origin' });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new ApiError({ title: 'The console cannot be reached', status: 0, detail: 'The console cannot be reached. Check the network; this page keeps trying.' });
  }
  rememberClock(response);
  if (!response.ok) {
    const problem = await problemOf(response);
    if (response.status === 401 && !path.startsWith('/auth/')) listeners.forEach((listener) => listener());
    throw new ApiError(problem);
  }
  if (response.status === 204 || response.headers.get('Content-Length') === '0') return undefined as T;
  const content = await response.text();
  if (options.accept === 'text') return content as T;
  return (content ? JSON.parse(content) : undefined) as T;
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal) => call<T>(withQuery(path, query), { signal });
export const post = <T>(path: string, body: unknown = {}) => call<T>(path, { method: 'POST', body });
export const put = <T>(path: string, body: unknown) => call<T>(path, { method: 'PUT', body });
export const del = (path: string) => call<void>(path, { method: 'DELETE' });
export const id = encodeURIComponent;

/** The text to show for anything that was thrown. */
export function reasonOf(error: unknown): string {
  if (error instanceof ApiError) return error.message;
  return error instanceof Error ? error.message : 'Something went wrong';
}

/** Services give rules as words that complete "must …". */
export function ruleText(rule: string): string {
  return /^(must|may|cannot)\b/i.test(rule) ? rule : `must ${rule}`;
}

/** Field → rule of a 400 problem, for forms. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries((error.problem.errors ?? []).map((item) => [item.field, ruleText(item.rule)]));
}
