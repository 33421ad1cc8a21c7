import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError, call, fieldErrors, onSignedOut, post, withQuery } from './http';

afterEach(() => vi.unstubAllGlobals());

function server(status: number, body: string, headers: Record<string, string> = {}) {
  const fake = vi.fn((_path: string, _init: RequestInit) => Promise.resolve(new Response(status === 204 ? null : body, { status, headers })));
  vi.stubGlobal('fetch', fake);
  return fake;
}

describe('a call', () => {
  it('marks every unsafe method as ours and leaves reading alone', async () => {
    const fake = server(200, '{"a":1}');
    expect(await call('/api/x')).toEqual({ a: 1 });
    await post('/api/x', { b: 2 });
    const [read, write] = fake.mock.calls.map(([, init]) => init.headers as Record<string, string>);
    expect(read?.['X-Console-Csrf']).toBeUndefined();
    expect(write).toMatchObject({ 'X-Console-Csrf': '1', 'Content-Type': 'application/json' });
  });

  it('turns a problem into an error with all its fields', async () => {
    server(400, '{"title":"Bad","detail":"Two fields are wrong.","errors":[{"field":"name","rule":"be a text of 1 to 80 characters"},{"field":"url","rule":"must be http"}]}');
    const error = await call('/api/x').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect((error as ApiError).message).toBe('Two fields are wrong.');
    expect(fieldErrors(error)).toEqual({ name: 'must be a text of 1 to 80 characters', url: 'must be http' });
  });

  it('survives an answer that is no JSON, and names the request', async () => {
    server(502, '<html>bad gateway</html>', { 'X-Request-Id': 'r-1' });
    const error = (await call('/api/x').catch((thrown: unknown) => thrown)) as ApiError;
    expect(error.problem).toMatchObject({ status: 502, requestId: 'r-1', title: 'The server answered 502' });
  });

  it('tells when the session is over, but not for a wrong password', async () => {
    const over = vi.fn();
    const stop = onSignedOut(over);
    server(401, '{}');
    await call('/auth/login').catch(() => undefined);
    expect(over).not.toHaveBeenCalled();
    await call('/api/x').catch(() => undefined);
    expect(over).toHaveBeenCalledOnce();
    stop();
  });

  it('takes an empty answer as nothing', async () => {
    server(204, '');
    expect(await post('/api/x')).toBeUndefined();
  });
});

it('a query leaves out what is empty', () => {
  expect(withQuery('/a', { q: 'x y', level: '', cursor: null, limit: 5 })).toBe('/a?q=x+y&limit=5');
  expect(withQuery('/a')).toBe('/a');
});
