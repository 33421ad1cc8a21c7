import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { Frame } from '../api/exceptions';
import { StackTrace } from './StackTrace';

afterEach(cleanup);

const frame = (name: string, inApp: boolean, contextLine: string | null = null): Frame => ({
  function: name,
  module: 'com.example.Cart',
  filename: 'Cart.java',
  lineno: 42,
  inApp,
  inAppRule: inApp ? 'package com.example' : null,
  contextLine,
  preContext: ['before'],
  postContext: ['after'],
});

it('opens our frames with their source and folds the others until asked', () => {
  render(
    <StackTrace
      caused={false}
      exception={{ type: 'IllegalStateException', value: 'empty', mechanism: null, frames: [frame('run', false), frame('dispatch', false), frame('total', true, 'throw empty();')] }}
    />,
  );
  expect(screen.getByText('throw empty();', { exact: false })).toBeTruthy();
  expect(screen.queryByText('com.example.Cart.run')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: /2 frames of libraries/ }));
  expect(screen.getByText('com.example.Cart.run')).toBeTruthy();
});

it('says when there is no stack trace', () => {
  render(<StackTrace caused exception={{ type: 'Error', value: null, mechanism: null, frames: null }} />);
  expect(screen.getByText('This exception came without a stack trace.')).toBeTruthy();
});
