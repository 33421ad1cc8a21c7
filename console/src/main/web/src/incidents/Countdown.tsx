import type { Incident } from '../api/incidents';
import { exact } from '../time/format';
import { useNow } from '../time/now';
import { useZone } from '../time/zone';
import { Icon } from '../ui/Icon';
import { escalationText } from './words';

/** Who is paged next and in how long; gone as soon as somebody has acknowledged. */
export function Countdown({ next }: { next: Incident['nextEscalation'] }) {
  const now = useNow(1_000);
  const zone = useZone();
  const said = escalationText(next, now);
  if (!said || !next) return null;
  return (
    <span className={said.due ? 'countdown countdown-due num' : 'countdown num'} title={exact(Date.parse(next.at), zone)} role="timer" aria-live="off">
      <Icon name="clock" size={13} /> {said.text}
    </span>
  );
}
