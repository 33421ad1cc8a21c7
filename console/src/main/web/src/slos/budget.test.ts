import { describe, expect, it } from 'vitest';
import { budgetText, burnText, leftText, lineOf, lineOfPath, minutesText, objectiveText } from './budget';

describe('an objective', () => {
  it.each([
    ['0.999', '99.9 %'],
    ['0.9995', '99.95 %'],
    ['0.99', '99 %'],
    ['0.9', '90 %'],
    ['0.05', '5 %'],
    ['1', '100 %'],
  ])('%s is said as %s', (objective, text) => expect(objectiveText(objective)).toBe(text));
});

describe('a budget', () => {
  it.each([
    [4.25, '4.3 min'],
    [43.2, '43 min'],
    [150, '2.5 h'],
    [-3, '−3.0 min'],
    [null, '–'],
  ])('%s minutes are said as %s', (minutes, text) => expect(minutesText(minutes)).toBe(text));

  it.each([
    [0.635, '63 %'],
    [0.004, '< 1 %'],
    [0, '0 %'],
    [-0.5, '−50 %'],
    [null, 'no data'],
  ])('a share of %s is said as %s', (ratio, text) => expect(leftText(ratio)).toBe(text));

  it('says when it is overdrawn', () => {
    expect(budgetText({ leftRatio: -0.1, leftMinutes: -4.3, totalMinutes: 43, coverage: 1 })).toBe('overdrawn by 4.3 min');
    expect(budgetText({ leftRatio: null, leftMinutes: null, totalMinutes: null, coverage: null })).toBe('no data yet');
    expect(budgetText({ leftRatio: 0.5, leftMinutes: 21.6, totalMinutes: 43.2, coverage: 1 })).toBe('50 % left, 22 min');
  });
});

it('a burn rate keeps a digit while it is small', () => {
  expect(burnText(0.52)).toBe('0.5 ×');
  expect(burnText(14.4)).toBe('14 ×');
  expect(burnText(null)).toBe('no data');
});

describe('an error in a definition', () => {
  const yaml = 'apiVersion: openslo/v1\nkind: SLO\nspec:\n  service: shop\n  objectives:\n    - displayName: x\n      target: 2\n';
  it('finds the line that the server names', () => {
    expect(lineOf('body', 'line 12: mapping expected')).toBe(12);
    expect(lineOf('spec.service', 'must not be blank')).toBeNull();
  });
  it('finds the line of a path, or of the part that is there', () => {
    expect(lineOfPath(yaml, 'spec.objectives[0].target')).toBe(7);
    expect(lineOfPath(yaml, 'spec.objectives[0].missing')).toBe(5);
    expect(lineOfPath(yaml, 'nothing')).toBeNull();
  });
});
