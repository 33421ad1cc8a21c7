import { expect, it } from 'vitest';
import { and, condition, wordsOf } from './query';

it('writes a condition whose field and value may hold anything', () => {
  expect(condition('http.route', '/pay')).toBe('http.route:"/pay"');
  expect(condition('odd key', 'say "hi" \\ bye')).toBe('"odd key":"say \\"hi\\" \\\\ bye"');
});

it('adds a condition to a query once, and brackets an OR', () => {
  expect(and(undefined, 'a:"1"')).toBe('a:"1"');
  expect(and('refused', 'a:"1"')).toBe('refused a:"1"');
  expect(and('refused a:"1"', 'a:"1"')).toBe('refused a:"1"');
  expect(and('x OR y', 'a:"1"')).toBe('(x OR y) a:"1"');
});

it('marks free words and phrases, not fields, operators or what is excluded', () => {
  expect(wordsOf('level>=warn service:checkout "connection refused" -timeout NOT slow time* AND (upstream OR /x.y/)')).toEqual([
    'connection refused',
    'time',
    'upstream',
  ]);
  expect(wordsOf('body:"no stock" status:>=500')).toEqual(['no stock']);
  expect(wordsOf(undefined)).toEqual([]);
});
