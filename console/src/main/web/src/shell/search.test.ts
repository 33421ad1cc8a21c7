import { describe, expect, it } from 'vitest';
import { parseSearch, pick, stringifySearch } from './search';

describe('the query string', () => {
  it('keeps values as text, also when they look like numbers or truths', () => {
    expect(parseSearch('?q=500&live=true')).toEqual({ q: '500', live: 'true' });
  });

  it('leaves out what is empty', () => {
    expect(stringifySearch({ q: '', level: undefined, service: 'checkout' })).toBe('?service=checkout');
    expect(stringifySearch({ q: undefined })).toBe('');
  });

  it('survives a round trip with awkward characters', () => {
    const search = { q: 'a&b=c "d" 100% ü' };
    expect(parseSearch(stringifySearch(search))).toEqual(search);
  });

  it('drops keys that the page does not know', () => {
    expect(pick('q', 'level')({ q: 'x', evil: 'y', level: '' })).toEqual({ q: 'x' });
  });
});
