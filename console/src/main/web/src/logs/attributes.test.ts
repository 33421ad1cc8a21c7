import { expect, it } from 'vitest';
import { flatten } from './attributes';

it('shows nested attributes as flat rows in order', () => {
  expect(flatten({ http: { status: 500, route: '/pay' }, tags: ['a', 'b'], empty: null })).toEqual([
    ['http.route', '/pay'],
    ['http.status', '500'],
    ['tags', '["a","b"]'],
  ]);
  expect(flatten(null)).toEqual([]);
});
