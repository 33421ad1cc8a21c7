import './monitors.css';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { listResults, type CheckResult } from '../api/uptime';
import { exact } from '../time/format';
import { useZone } from '../time/zone';
import { errorWord, latency, VERDICTS } from './words';

const SHOWN = 45;

/** The last checks as small bars, oldest first; failures are also taller, so that colour is not needed. */
export function Strip({ results }: { results: CheckResult[] }) {
  const zone = useZone();
  const shown = [...results].sort((a, b) => a.at.localeCompare(b.at)).slice(-SHOWN);
  const bad = shown.filter((item) => item.verdict === 'bad').length;
  const label = shown.length ? `Last ${shown.length} checks: ${bad ? `${bad} failed` : 'none failed'}` : 'No checks yet';
  return (
    <svg className="strip" viewBox={`0 0 ${SHOWN * 4} 18`} preserveAspectRatio="none" role="img" aria-label={label}>
      {Array.from({ length: SHOWN }, (_, slot) => {
        const item = shown[slot - (SHOWN - shown.length)];
        const height = !item ? 3 : item.verdict === 'bad' ? 18 : item.verdict === 'good' ? 12 : 6;
        return (
          <rect key={slot} x={slot * 4} y={18 - height} width={3} height={height} className={`strip-${item?.verdict ?? 'none'}`}>
            {item ? (
              <title>
                {`${exact(Date.parse(item.at), zone)} · ${item.region} · ${VERDICTS[item.verdict].word} ${
                  item.verdict === 'good' ? latency(item.latencyMs) : errorWord(item.errorClass, item.httpStatus)
                }`}
              </title>
            ) : null}
          </rect>
        );
      })}
    </svg>
  );
}

/** Reads the checks of one monitor once its row is on screen. */
export function StripOf({ monitor }: { monitor: string }) {
  const box = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (!box.current || seen) return undefined;
    const watch = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && setSeen(true));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, [seen]);
  const results = useQuery({
    queryKey: ['results', monitor, 'strip'],
    queryFn: () => listResults(monitor, SHOWN),
    enabled: seen,
    refetchInterval: 15_000,
  });
  return (
    <div ref={box} className="strip-box">
      <Strip results={results.data?.items ?? []} />
    </div>
  );
}
