import { describe, expect, it } from 'vitest';
import { isDirty, nextDraft, startDraft } from './draft';

const typed = nextDraft(startDraft('# a', 1), { kind: 'typed', text: '# mine' });
const contested = nextDraft(typed, { kind: 'read', text: '# theirs', version: 2, by: 'Manager' });

describe('a draft', () => {
  it('knows whether something was typed', () => {
    expect(isDirty(startDraft('# a', 1))).toBe(false);
    expect(isDirty(typed)).toBe(true);
  });

  it('is clean after a save, unless somebody typed on meanwhile', () => {
    expect(isDirty(nextDraft(typed, { kind: 'saved', text: '# mine', version: 2 }))).toBe(false);
    const further = nextDraft(typed, { kind: 'typed', text: '# mine, more' });
    expect(isDirty(nextDraft(further, { kind: 'saved', text: '# mine', version: 2 }))).toBe(true);
  });

  it('follows what others saved while nothing was typed', () => {
    expect(nextDraft(startDraft('# a', 1), { kind: 'read', text: '# b', version: 2, by: null })).toEqual(startDraft('# b', 2));
  });

  it('never overwrites what was typed: it asks', () => {
    expect(contested.text).toBe('# mine');
    expect(contested.theirs).toEqual({ text: '# theirs', version: 2, by: 'Manager' });
  });

  it('takes theirs, or keeps mine upon their version', () => {
    expect(nextDraft(contested, { kind: 'took-theirs' })).toEqual(startDraft('# theirs', 2));
    const kept = nextDraft(contested, { kind: 'kept-mine' });
    expect(kept).toEqual({ base: '# theirs', text: '# mine', version: 2, theirs: null });
    expect(isDirty(kept)).toBe(true);
  });

  it('ignores an old answer that comes late', () => expect(nextDraft(typed, { kind: 'read', text: '# a', version: 1, by: null })).toBe(typed));
});
