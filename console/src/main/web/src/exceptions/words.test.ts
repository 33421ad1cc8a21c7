import { describe, expect, it } from 'vitest';
import type { Frame } from '../api/exceptions';
import { crumbTime, frameName, framesOf, sourceLines, tagList } from './words';

const frame = (name: string, inApp: boolean, more: Partial<Frame> = {}): Frame => ({
  function: name,
  module: 'com.example.Cart',
  filename: 'Cart.java',
  lineno: 42,
  inApp,
  inAppRule: null,
  contextLine: null,
  preContext: null,
  postContext: null,
  ...more,
});

describe('a stack trace', () => {
  it('starts at the throw and folds runs of foreign frames', () => {
    const groups = framesOf([frame('total', true), frame('lib2', false), frame('lib1', false), frame('main', true)]);
    expect(groups.map((group) => [group.kind, group.frames.map((item) => item.frame.function)])).toEqual([
      ['app', ['total']],
      ['other', ['lib2', 'lib1']],
      ['app', ['main']],
    ]);
  });

  it('folds nothing when no frame is ours', () => {
    expect(framesOf([frame('a', false), frame('b', false)]).every((group) => group.kind === 'app')).toBe(true);
  });

  it('names a frame by what it knows', () => {
    expect(frameName(frame('total', true))).toEqual({ call: 'com.example.Cart.total', place: 'Cart.java:42' });
    expect(frameName({ ...frame('', true), function: null, module: null }).call).toBe('Cart.java');
  });

  it('numbers source lines around the hit', () => {
    const lines = sourceLines(frame('total', true, { contextLine: 'throw', preContext: ['a', 'b'], postContext: ['c'] }));
    expect(lines.map((line) => [line.number, line.text, line.hit])).toEqual([
      [40, 'a', false],
      [41, 'b', false],
      [42, 'throw', true],
      [43, 'c', false],
    ]);
  });
});

it('tags come as pairs or as an object', () => {
  expect(tagList([['os', 'linux']])).toEqual([['os', 'linux']]);
  expect(tagList({ os: 'linux' })).toEqual([['os', 'linux']]);
  expect(tagList(null)).toEqual([]);
});

it('breadcrumb times come as seconds or as text', () => {
  expect(crumbTime({ timestamp: 1_700_000_000.5 })).toBe(1_700_000_000_500);
  expect(crumbTime({ timestamp: '2026-11-20T14:00:00Z' })).toBe(Date.parse('2026-11-20T14:00:00Z'));
  expect(crumbTime({})).toBeNull();
});
