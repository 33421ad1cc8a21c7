import './monitors.css';
import type { Monitor } from '../api/uptime';
import { Icon } from '../ui';
import { errorWord, latency, VERDICTS } from './words';

/** What each region says, in one glance: sign, colour and name. */
export function RegionDots({ monitor }: { monitor: Monitor }) {
  const seen = new Map(monitor.status.regions.map((item) => [item.region, item]));
  const regions = [...new Set([...monitor.regions, ...seen.keys()])];
  return (
    <ul className="regions" aria-label="Regions">
      {regions.map((region) => {
        const item = seen.get(region);
        const verdict = item?.verdict ?? 'unknown';
        const detail = verdict === 'good' ? latency(item?.latencyMs) : errorWord(item?.errorClass) || VERDICTS[verdict].word;
        return (
          <li key={region} className={`region region-${verdict}`} title={`${region}: ${VERDICTS[verdict].word}, ${detail}`}>
            <Icon name={verdict === 'good' ? 'check' : verdict === 'bad' ? 'cross' : 'question'} size={11} />
            {region}
          </li>
        );
      })}
    </ul>
  );
}
