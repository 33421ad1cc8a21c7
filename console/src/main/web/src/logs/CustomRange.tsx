import { useState } from 'react';
import { dateTime, readDateTime, zoneName } from '../time/format';
import { useZone } from '../time/zone';
import { TextInput } from '../ui';
import type { Window } from './window';

interface Props {
  window: Window;
  onChange: (from: number, to: number) => void;
}

/** Two exact times, typed as they are shown everywhere; they count once both make sense. */
export function CustomRange({ window, onChange }: Props) {
  const zone = useZone();
  const [typed, setTyped] = useState<{ from?: string; to?: string }>({});
  const fromText = typed.from ?? dateTime(window.from, zone);
  const toText = typed.to ?? dateTime(window.to, zone);
  const from = readDateTime(fromText, zone);
  const to = readDateTime(toText, zone);
  const forward = from !== null && to !== null && from < to;
  const settle = () => {
    if ((typed.from !== undefined || typed.to !== undefined) && forward) onChange(from, to);
  };
  const field = (name: 'from' | 'to', text: string, ms: number | null) => (
    <TextInput
      aria-label={name === 'from' ? `From (${zoneName(zone)})` : `To (${zoneName(zone)})`}
      className="log-when"
      leftSection={<span className="dim">{name}</span>}
      leftSectionWidth={44}
      placeholder="2026-11-20 14:02:00"
      value={text}
      onChange={(event) => setTyped({ ...typed, [name]: event.currentTarget.value })}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        settle();
      }}
      error={ms === null ? 'Like 2026-11-20 14:02' : name === 'to' && from !== null && !forward ? 'Must be later' : undefined}
    />
  );
  return (
    <div className="log-custom">
      {field('from', fromText, from)}
      {field('to', toText, to)}
      <span className="dim">{zoneName(zone)}</span>
    </div>
  );
}
