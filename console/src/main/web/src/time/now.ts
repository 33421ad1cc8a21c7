import { useEffect, useState } from 'react';
import { serverNow } from '../api/http';

/** The server's present time, repainted every `stepMs`. */
export function useNow(stepMs = 1_000): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), stepMs);
    return () => clearInterval(timer);
  }, [stepMs]);
  return now;
}
