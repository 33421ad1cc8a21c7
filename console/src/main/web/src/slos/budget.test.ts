import { describe, expect, it } from 'vitest';
import { budgetHeadline, budgetText, burnText, leftText, lineOf, lineOfPath, minutesText, objectiveText, usedUp } from './budget';

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
    [0.004, '<1 %'],
    [0, '0 %'],
    [-0.5, '−50 %'],
    [null, 'no data'],
  ])('a share of %s is said as %s', (ratio, text) => expect(leftText(ratio)).toBe(text));

  it('says when it is overdrawn', () => {
    expect(budgetText({ ratio: -0.1, minutes: -4.3 })).toBe('overdrawn by 4.3 min');
    expect(budgetText({ ratio: null, minutes: null })).toBe('no data yet');
    expect(budgetText({ ratio: 0.5, minutes: 21.6 })).toBe('50 % left, 22 min');
  });
});

describe('the budget to lead with', () => {
  /** Six seconds into the outage of an objective that was measured for a minute. */
  const measured = { ratio: -189, minutes: -8_208 };
  const rest = { ratio: 0.978, minutes: 42.3 };
  const slo = (coverage: number | null) => ({
    windowDays: 30,
    budget: {
      leftRatio: measured.ratio,
      leftMinutes: measured.minutes,
      totalMinutes: 43.2,
      coverage,
      ifMissingGood: rest,
      ifMissingBad: { ratio: -999, minutes: -43_156 },
    },
  });

  it('of a young objective counts the time without data as good, and says how much was measured', () => {
    expect(budgetHeadline(slo(0.000_116))).toEqual({ ...rest, note: '<1 % of the 30 days measured so far' });
    expect(usedUp(slo(0.000_116))).toBe(false);
  });

  it.each([
    [0, '0 % of the 30 days measured so far'],
    [0.337, '33 % of the 30 days measured so far'],
    [0.899_999, '89 % of the 30 days measured so far'],
  ])('at a coverage of %s notes %s', (coverage, note) => expect(budgetHeadline(slo(coverage))).toEqual({ ...rest, note }));

  it.each([0.9, 0.998, 1, null])('at a coverage of %s is the measured one', (coverage) => {
    expect(budgetHeadline(slo(coverage))).toEqual({ ...measured, note: null });
    expect(usedUp(slo(coverage))).toBe(true);
  });

  it('is used up when even good days could not save it', () => {
    const gone = slo(0.5);
    gone.budget.ifMissingGood = { ratio: 0, minutes: 0 };
    expect(usedUp(gone)).toBe(true);
  });

  it('without any data is neither full nor used up', () => {
    const blank = slo(0);
    blank.budget.ifMissingGood = { ratio: null, minutes: null } as never;
    expect(budgetText(budgetHeadline(blank))).toBe('no data yet');
    expect(usedUp(blank)).toBe(false);
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
