/** The state of a draft on this screen. Pure: what was read, what was typed, what others saved meanwhile. */

export interface Draft {
  /** The text as this screen last read or saved it. */
  base: string;
  /** The text as it stands in the editor. */
  text: string;
  /** The version that the next save names. */
  version: number;
  /** What somebody else saved while we were typing. */
  theirs: { text: string; version: number; by: string | null } | null;
}

export type DraftEvent =
  | { kind: 'typed'; text: string }
  | { kind: 'saved'; text: string; version: number }
  | { kind: 'read'; text: string; version: number; by: string | null }
  | { kind: 'took-theirs' }
  | { kind: 'kept-mine' };

export function startDraft(text: string, version: number): Draft {
  return { base: text, text, version, theirs: null };
}

export const isDirty = (draft: Draft): boolean => draft.text !== draft.base;

export function nextDraft(draft: Draft, event: DraftEvent): Draft {
  switch (event.kind) {
    case 'typed':
      return draft.text === event.text ? draft : { ...draft, text: event.text };
    case 'saved':
      return { ...draft, base: event.text, version: event.version, theirs: null };
    case 'read':
      if (event.version <= draft.version) return draft;
      // Nothing typed: follow quietly. Something typed: keep it and ask.
      return isDirty(draft) && event.text !== draft.text
        ? { ...draft, theirs: { text: event.text, version: event.version, by: event.by } }
        : { base: event.text, text: event.text, version: event.version, theirs: null };
    case 'took-theirs':
      return draft.theirs ? { base: draft.theirs.text, text: draft.theirs.text, version: draft.theirs.version, theirs: null } : draft;
    case 'kept-mine':
      return draft.theirs ? { ...draft, base: draft.theirs.text, version: draft.theirs.version, theirs: null } : draft;
  }
}
