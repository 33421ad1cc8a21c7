import { useNow } from './now';
import { exact, sinceText } from './format';
import { relative, stepFor } from './duration';
import { useZone } from './zone';
import { serverNow } from '../api/http';

/** A moment as a distance ("3 min ago"), exact on hover. */
export function Ago({ at }: { at: string | null | undefined }) {
  const zone = useZone();
  const ms = Date.parse(at ?? '');
  const now = useNow(Number.isNaN(ms) ? 60_000 : stepFor(serverNow() - ms));
  if (Number.isNaN(ms)) return <span>–</span>;
  return (
    <time dateTime={at ?? undefined} title={exact(ms, zone)}>
      {relative(ms, now)}
    </time>
  );
}

/** A moment as a clock time ("14:02", with the day when it is not today). */
export function At({ at }: { at: string | null | undefined }) {
  const zone = useZone();
  const now = useNow(60_000);
  const ms = Date.parse(at ?? '');
  if (Number.isNaN(ms)) return <span>–</span>;
  return (
    <time dateTime={at ?? undefined} title={exact(ms, zone)}>
      {sinceText(ms, now, zone)}
    </time>
  );
}
