import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { Slo } from '../api/slos';
import { monitorsQuery, slosQuery } from '../queries';
import { useShortcuts } from '../shell/keys';
import { useMay } from '../shell/session';
import { percent } from '../monitors/words';
import { Button, Empty, ErrorNote, Icon, Modal, Page, Panel, Rows, Status } from '../ui';
import { BudgetBar } from './BudgetBar';
import { budgetHeadline, burnText, objectiveText } from './budget';
import { template } from './template';
import './slos.css';

const SloForm = lazy(() => import('./SloForm'));

export default function SlosPage() {
  const slos = useQuery(slosQuery);
  const monitors = useQuery(monitorsQuery);
  const manager = useMay('manager');
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  useShortcuts('SLOs', manager ? [{ keys: 'c', name: 'New objective', run: () => setCreating(true) }] : []);
  const items = [...(slos.data?.items ?? [])].sort((a, b) => (budgetHeadline(a).ratio ?? 2) - (budgetHeadline(b).ratio ?? 2) || a.name.localeCompare(b.name));
  const start = template(monitors.data?.items[0]);
  const button = manager ? (
    <Button leftSection={<Icon name="plus" size={13} />} onClick={() => setCreating(true)}>
      New objective
    </Button>
  ) : null;
  return (
    <Page title="SLOs" actions={items.length ? button : null}>
      {slos.isError && !slos.data ? <ErrorNote what="Objectives cannot be read" error={slos.error} retry={() => void slos.refetch()} /> : null}
      <Panel flush title={items.length === 1 ? '1 objective' : `${slos.data ? items.length : ''} objectives`} aside="Least budget first">
        {slos.isPending ? <Rows count={4} height={40} /> : null}
        {slos.data && !items.length ? (
          <Empty
            title="Say how good is good enough"
            action={button}
            snippet={{ label: 'An OpenSLO definition over a monitor, from a shell', text: snippet(start) }}
          >
            An objective turns probe results into an error budget in minutes, and pages only when it burns too fast.
          </Empty>
        ) : null}
        <ul className="list">
          {items.map((slo) => (
            <li key={slo.name}>
              <SloRow slo={slo} />
            </li>
          ))}
        </ul>
      </Panel>
      <Modal opened={creating} onClose={() => setCreating(false)} title="New objective" size="xl">
        <Suspense fallback={<Rows count={10} />}>
          <SloForm
            start={start}
            onDone={(name) => {
              setCreating(false);
              void navigate({ to: '/slos/$name', params: { name } });
            }}
          />
        </Suspense>
      </Modal>
    </Page>
  );
}

function SloRow({ slo }: { slo: Slo }) {
  return (
    <div className="slo-row">
      <div className="slo-name">
        <Link to="/slos/$name" params={{ name: slo.name }} className="strong">
          {slo.displayName || slo.name}
        </Link>
        <div className="dim">
          {slo.service}, {objectiveText(slo.objective)} over {slo.windowDays} days
        </div>
      </div>
      <div className="num slo-ratio" title="Good share of all valid measurements in the window">
        {percent(slo.sli.ratio, 3)}
      </div>
      <BudgetBar slo={slo} />
      <div className="num dim slo-burn" title="Burn rate of the longest page window">
        {slo.burn[0] ? `burn ${burnText(slo.burn[0].longBurn)}` : ''}
      </div>
      <Status tone={slo.alert.state === 'firing' ? 'bad' : 'good'} sign={slo.alert.state === 'firing' ? 'flame' : undefined}>
        {slo.alert.state === 'firing' ? 'Burning' : 'Calm'}
      </Status>
    </div>
  );
}

function snippet(yaml: string): string {
  return `curl -sS "$TOCSIN_URL/api/slo/v1/slos" \\
  -H "Authorization: Bearer $TOCSIN_API_TOKEN" -H 'Content-Type: application/yaml' \\
  --data-binary @- <<'YAML'
${yaml.trimEnd()}
YAML`;
}
