import { describe, expect, it } from 'vitest';
import { meaning } from './keys';

const known = ['g h', 'g l', 'a', '?'];

describe('a key press', () => {
  it('runs a single-key shortcut', () => expect(meaning('a', null, known)).toEqual({ run: 'a' }));
  it('waits after the first key of a chord', () => expect(meaning('g', null, known)).toEqual({ wait: 'g' }));
  it('completes a chord', () => expect(meaning('l', 'g', known)).toEqual({ run: 'g l' }));
  it('forgets a chord that nobody knows', () => expect(meaning('z', 'g', known)).toEqual({}));
  it('still runs a single key after a broken chord', () => expect(meaning('a', 'g', known)).toEqual({ run: 'a' }));
});
