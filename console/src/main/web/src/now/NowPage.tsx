import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { monitorsQuery, openIncidentsQuery } from '../queries';
import { useMay } from '../shell/session';
import { useShortcuts } from '../shell/keys';
import { sinceText } from '../time/format';
import { useNow } from '../time/now';
import { useZone } from '../time/zone';
import { Button, Icon, Modal, Page, Panel, Rows, Skeleton } from '../ui';
import type { IconName } from '../ui/Icon';
import { headline } from './headline';
import { MonitorList } from './MonitorList';
import { OnCallPanel } from './OnCallPanel';
import { OpenIncidents } from './OpenIncidents';
import { BurningSlos } from './BurningSlos';
import './now.css';

const MonitorForm = lazy(() => import('../monitors/MonitorForm'));

const SIGNS: Record<string, IconName> = { good: 'check', bad: 'flame', warn: 'warn', unknown: 'question', info: 'dot' };

export default function NowPage() {
  const [creating, setCreating] = useState(false);
  const manager = useMay('manager');
  const navigate = useNavigate();
  const monitors = useQuery(monitorsQuery);
  useShortcuts('Now', manager ? [{ keys: 'c', name: 'Watch a URL', run: () => setCreating(true) }] : []);
  return (
    <Page title="Now" heading={<Sentence />}>
      <OpenIncidents />
      <div className="cols cols-side">
        <Panel
          flush
          title="Monitors"
          aside={
            manager ? (
              <Button variant="default" leftSection={<Icon name="plus" size={13} />} onClick={() => setCreating(true)}>
                Watch a URL
              </Button>
            ) : null
          }
        >
          <MonitorList monitors={monitors} onCreate={manager ? () => setCreating(true) : undefined} />
        </Panel>
        <div className="stack">
          <OnCallPanel />
          <BurningSlos />
        </div>
      </div>
      <Modal opened={creating} onClose={() => setCreating(false)} title="Watch a URL" size="lg">
        <Suspense fallback={<Rows count={5} />}>
          <MonitorForm
            onDone={(created) => {
              setCreating(false);
              void navigate({ to: '/monitors/$id', params: { id: created.id } });
            }}
          />
        </Suspense>
      </Modal>
    </Page>
  );
}

/** The honest sentence; while something is unknown it says so instead of guessing. */
function Sentence() {
  const monitors = useQuery(monitorsQuery);
  const incidents = useQuery(openIncidentsQuery);
  const zone = useZone();
  const now = useNow(30_000);
  if (monitors.isError && !monitors.data) return <Said tone="warn" text="The state of the monitors is not known: uptime-prober does not answer." />;
  if (!monitors.data || (!incidents.data && !incidents.isError)) return <Skeleton height={24} width="min(24rem, 80%)" />;
  const said = headline(monitors.data.items, incidents.data?.items ?? [], (at) => sinceText(Date.parse(at), now, zone));
  const text = incidents.isError && !incidents.data ? `${said.text} Incidents are not known: incident-service does not answer.` : said.text;
  return <Said tone={incidents.isError && !incidents.data && said.tone === 'good' ? 'warn' : said.tone} text={text} />;
}

function Said({ tone, text }: { tone: string; text: string }) {
  return (
    <output className={`sentence sentence-${tone}`}>
      <Icon name={SIGNS[tone] ?? 'dot'} size={20} />
      <span>{text}</span>
    </output>
  );
}
