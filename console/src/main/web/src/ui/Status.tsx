import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon';

export type Tone = 'good' | 'bad' | 'warn' | 'unknown' | 'info';

const SIGNS: Record<Tone, IconName> = { good: 'check', bad: 'cross', warn: 'warn', unknown: 'question', info: 'dot' };

/** A state as a word with a sign: never colour alone. */
export function Status({ tone, children, sign }: { tone: Tone; children: ReactNode; sign?: IconName }) {
  return (
    <span className={`status status-${tone}`}>
      <Icon name={sign ?? SIGNS[tone]} size={13} />
      <span>{children}</span>
    </span>
  );
}
