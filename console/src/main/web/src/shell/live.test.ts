import { describe, expect, it } from 'vitest';
import { keysFor } from './live';

describe('a live hint', () => {
  it('makes its topic stale', () => {
    expect(keysFor('{"topic":"monitors","id":"7"}')).toEqual(['monitors', 'results']);
    expect(keysFor('{"topic":"issues","id":null}')).toEqual(['issues']);
  });

  it('is ignored when nobody knows it', () => {
    expect(keysFor('{"topic":"weather"}')).toEqual([]);
    expect(keysFor('not json')).toEqual([]);
  });
});
