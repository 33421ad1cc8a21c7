import { describe, expect, it } from 'vitest';
import { quorumFor, readStatuses, readUrl, serviceOf } from './fromUrl';

describe('a monitor from a URL', () => {
  it.each([
    ['shop.example.com/health', 'https://shop.example.com/health'],
    [' http://localhost:9000 ', 'http://localhost:9000/'],
    ['not a url', undefined],
    ['ftp://example.com', undefined],
    ['', undefined],
  ])('reads %s as %s', (typed, url) => expect(readUrl(typed)?.toString()).toBe(url));

  it.each([
    ['https://checkout.shop.example.com/health', 'checkout'],
    ['https://www.example.com', 'example'],
    ['http://localhost:9000/cart/ping', 'cart'],
    ['http://127.0.0.1:9000', '127-0-0-1-9000'],
  ])('proposes a service for %s: %s', (url, service) => expect(serviceOf(new URL(url))).toBe(service));

  it.each([
    [1, 1],
    [2, 2],
    [3, 2],
    [5, 3],
  ])('asks %d regions for %d voices', (regions, quorum) => expect(quorumFor(regions)).toBe(quorum));

  it('reads expected statuses', () => {
    expect(readStatuses('200, 204')).toEqual([200, 204]);
    expect(readStatuses('ok')).toBeNull();
    expect(readStatuses('')).toBeNull();
  });
});
