/** Exceptions in words: states, stack order, tags, breadcrumb times. Pure. */
import type { Breadcrumb, EventView, Frame, IssueState } from '../api/exceptions';
import type { Tone } from '../ui/Status';

const STATES: Record<IssueState, { word: string; tone: Tone }> = {
  new: { word: 'New', tone: 'warn' },
  ongoing: { word: 'Ongoing', tone: 'unknown' },
  regressed: { word: 'Regressed', tone: 'bad' },
  resolved: { word: 'Resolved', tone: 'good' },
};

export function issueState(state: IssueState): { word: string; tone: Tone } {
  return STATES[state] ?? { word: state, tone: 'unknown' };
}

export interface FrameGroup {
  kind: 'app' | 'other';
  frames: { frame: Frame; index: number }[];
}

/**
 * Frames come newest call first, as one reads a trace from the throw outwards. Runs of frames that are not ours fold
 * together; when nothing is marked as ours, everything is shown: folding all would show nothing.
 */
export function framesOf(frames: Frame[] | null | undefined): FrameGroup[] {
  const list = (frames ?? []).map((frame, index) => ({ frame, index }));
  const anyOurs = list.some((item) => item.frame.inApp);
  const groups: FrameGroup[] = [];
  for (const item of list) {
    const kind = item.frame.inApp || !anyOurs ? 'app' : 'other';
    const last = groups.at(-1);
    if (last && last.kind === 'other' && kind === 'other') last.frames.push(item);
    else groups.push({ kind, frames: [item] });
  }
  return groups;
}

/** "dev.example.Cart.total (Cart.java:42)" in parts. */
export function frameName(frame: Frame): { call: string; place: string } {
  const call = [frame.module, frame.function].filter(Boolean).join('.') || frame.filename || 'unknown';
  const place = [frame.filename, frame.lineno].filter((part) => part !== null && part !== undefined && part !== '').join(':');
  return { call, place };
}

export interface SourceLine {
  number: number | null;
  text: string;
  hit: boolean;
}

export function sourceLines(frame: Frame): SourceLine[] {
  if (frame.contextLine === null || frame.contextLine === undefined) return [];
  const before = frame.preContext ?? [];
  const after = frame.postContext ?? [];
  const at = frame.lineno;
  const number = (offset: number) => (at === null || at === undefined ? null : at + offset);
  return [
    ...before.map((text, index) => ({ number: number(index - before.length), text, hit: false })),
    { number: number(0), text: frame.contextLine, hit: true },
    ...after.map((text, index) => ({ number: number(index + 1), text, hit: false })),
  ];
}

export function tagList(tags: EventView['tags']): [string, string][] {
  if (!tags) return [];
  return Array.isArray(tags) ? tags : Object.entries(tags);
}

/** Seconds since 1970 or ISO text → milliseconds; null when it is neither. */
export function crumbTime(crumb: Breadcrumb): number | null {
  if (typeof crumb.timestamp === 'number') return crumb.timestamp * 1000;
  const ms = Date.parse(crumb.timestamp ?? '');
  return Number.isNaN(ms) ? null : ms;
}
