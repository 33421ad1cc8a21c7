import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { Session } from '../api/session';
import { queryClient } from '../queries';
import { ActionIcon, Icon } from '../ui';
import { Drawer } from '../ui/Drawer';
import { Help } from './Help';
import { startLive } from './live';
import { useShortcuts } from './keys';
import { Nav } from './Nav';
import './shell.css';

const Palette = lazy(() => import('./Palette'));

export function Shell({ session }: { session: Session }) {
  const [drawer, setDrawer] = useState(false);
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [seen, setSeen] = useState(path);
  if (seen !== path) {
    setSeen(path);
    setDrawer(false);
  }

  useEffect(() => startLive(queryClient), []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      setPalette(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  useShortcuts('Everywhere', [
    { keys: 'g h', name: 'Go to Now', run: () => void navigate({ to: '/' }) },
    { keys: 'g i', name: 'Go to Incidents', run: () => void navigate({ to: '/incidents' }) },
    { keys: 'g l', name: 'Go to Logs', run: () => void navigate({ to: '/logs' }) },
    { keys: 'g e', name: 'Go to Exceptions', run: () => void navigate({ to: '/exceptions' }) },
    { keys: 'g s', name: 'Go to SLOs', run: () => void navigate({ to: '/slos' }) },
    { keys: 'g p', name: 'Go to Postmortems', run: () => void navigate({ to: '/postmortems' }) },
    { keys: '?', name: 'Show this help', run: () => setHelp(true) },
  ]);

  const nav = <Nav session={session} onPalette={() => setPalette(true)} onHelp={() => setHelp(true)} />;
  return (
    <div className="shell">
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <header className="shell-top">
        <ActionIcon variant="subtle" color="gray" size={44} aria-label="Open menu" onClick={() => setDrawer(true)}>
          <Icon name="logs" size={20} />
        </ActionIcon>
        <Link to="/" className="brand">
          <Icon name="bell" size={18} /> Tocsin
        </Link>
        <ActionIcon variant="subtle" color="gray" size={44} aria-label="Search and commands" onClick={() => setPalette(true)}>
          <Icon name="search" size={20} />
        </ActionIcon>
      </header>
      <div className="shell-side">{nav}</div>
      <Drawer opened={drawer} onClose={() => setDrawer(false)} title="Tocsin" size={280}>
        {nav}
      </Drawer>
      <main id="main" className="shell-main" tabIndex={-1}>
        <Suspense fallback={null}>
          <Outlet />
        </Suspense>
      </main>
      {palette ? (
        <Suspense fallback={null}>
          <Palette session={session} onClose={() => setPalette(false)} onHelp={() => setHelp(true)} />
        </Suspense>
      ) : null}
      <Help opened={help} onClose={() => setHelp(false)} />
    </div>
  );
}
