import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { Histogram } from '../api/logs';
import { Provider } from '../ui/Provider';
import { LevelBars } from './LevelBars';

const from = Date.parse('2026-11-20T14:00:00Z');
const to = from + 600_000;
const histogram: Histogram = {
  stepSeconds: 300,
  buckets: [
    { start: '2026-11-20T14:00:00Z', counts: { info: 10 } },
    { start: '2026-11-20T14:05:00Z', counts: { error: 2 } },
  ],
};

afterEach(cleanup);

function show() {
  const onZoom = vi.fn();
  render(
    <Provider>
      <LevelBars histogram={histogram} from={from} to={to} onZoom={onZoom} />
    </Provider>,
  );
  const picture = screen.getByRole('img');
  picture.getBoundingClientRect = () => ({ left: 0, width: 600, top: 0, height: 72, right: 600, bottom: 72, x: 0, y: 0, toJSON: () => '' });
  picture.setPointerCapture = () => undefined;
  return { onZoom, picture };
}

it('is a picture with a sentence, and a table on demand', () => {
  const { picture } = show();
  expect(picture.getAttribute('aria-label')).toMatch(/^12 lines: 2 error, 10 info, from /);
  fireEvent.click(screen.getByRole('button', { name: 'Show as table' }));
  expect(screen.getAllByRole('row')).toHaveLength(3);
  expect(screen.queryByRole('img')).toBeNull();
});

it('narrows the range to what was dragged over, in either direction', () => {
  const { onZoom, picture } = show();
  fireEvent.pointerDown(picture, { clientX: 450, pointerId: 1 });
  fireEvent.pointerMove(picture, { clientX: 150, pointerId: 1 });
  fireEvent.pointerUp(picture, { pointerId: 1 });
  expect(onZoom).toHaveBeenCalledWith(from + 150_000, from + 450_000);
});

it('does not take a click for a range', () => {
  const { onZoom, picture } = show();
  fireEvent.pointerDown(picture, { clientX: 100, pointerId: 1 });
  fireEvent.pointerUp(picture, { pointerId: 1 });
  expect(onZoom).not.toHaveBeenCalled();
});
