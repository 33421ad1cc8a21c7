import { describe, expect, it } from 'vitest';
import { errorWord, latency, percent } from './words';

describe('a share in per cent', () => {
  it.each([
    [1, '100 %'],
    [0.99996, '99.99 %'],
    [0.999, '99.90 %'],
    [0, '0.00 %'],
    [null, '–'],
  ])('never hides a failure: %s is %s', (ratio, text) => expect(percent(ratio)).toBe(text));
});

describe('latency', () => {
  it.each([
    [3.21, '3.2 ms'],
    [142.4, '142 ms'],
    [12_345, '12.3 s'],
    [null, '–'],
  ])('%s is said as %s', (ms, text) => expect(latency(ms)).toBe(text));
});

describe('an error', () => {
  it('prefers the status that the server sent', () => {
    expect(errorWord('UNEXPECTED_STATUS', 503)).toBe('HTTP 503');
    expect(errorWord('CONNECT_REFUSED')).toBe('connect refused');
    expect(errorWord(null)).toBe('');
  });
});
