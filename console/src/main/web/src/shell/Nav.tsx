import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { may, type Session } from '../api/session';
import { openIncidentsQuery } from '../queries';
import { zoneName } from '../time/format';
import { setZone, useZone } from '../time/zone';
import { Icon, Kbd, SegmentedControl, UnstyledButton, VisuallyHidden, useMantineColorScheme } from '../ui';
import type { IconName } from '../ui/Icon';
import { leave } from './leave';
import { useLiveState } from './live';

const ITEMS: { to: '/' | '/incidents' | '/logs' | '/exceptions' | '/slos' | '/postmortems'; name: string; icon: IconName; keys: string }[] = [
  { to: '/', name: 'Now', icon: 'home', keys: 'g h' },
  { to: '/incidents', name: 'Incidents', icon: 'bell', keys: 'g i' },
  { to: '/logs', name: 'Logs', icon: 'logs', keys: 'g l' },
  { to: '/exceptions', name: 'Exceptions', icon: 'bug', keys: 'g e' },
  { to: '/slos', name: 'SLOs', icon: 'target', keys: 'g s' },
  { to: '/postmortems', name: 'Postmortems', icon: 'doc', keys: 'g p' },
];

interface Props {
  session: Session;
  onPalette: () => void;
  onHelp: () => void;
}

export function Nav({ session, onPalette, onHelp }: Props) {
  const open = useQuery({ ...openIncidentsQuery, enabled: may(session, 'viewer') });
  const waiting = open.data?.items.filter((item) => item.state === 'triggered').length ?? 0;
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const zone = useZone();
  return (
    <div className="nav">
      <Link to="/" className="brand nav-brand">
        <Icon name="bell" size={18} /> Tocsin
      </Link>
      <UnstyledButton className="nav-search" onClick={onPalette}>
        <Icon name="search" size={14} />
        <span>Search</span>
        <Kbd size="xs">{/Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘ K' : 'Ctrl K'}</Kbd>
      </UnstyledButton>
      <nav aria-label="Main">
        <ul className="nav-list">
          {ITEMS.map((item) => (
            <li key={item.to}>
              <Link to={item.to} activeOptions={{ exact: item.to === '/', includeSearch: false }} className="nav-item" title={`Shortcut: ${item.keys}`}>
                <Icon name={item.icon} />
                <span>{item.name}</span>
                {item.to === '/incidents' && waiting > 0 ? (
                  <span className="nav-count">
                    {waiting}
                    <VisuallyHidden> not acknowledged</VisuallyHidden>
                  </span>
                ) : null}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="nav-foot">
        <LiveMark />
        <SegmentedControl
          fullWidth
          aria-label="Time zone of all times"
          value={zone}
          onChange={(value) => setZone(value === 'utc' ? 'utc' : 'local')}
          data={[
            { value: 'local', label: <span title={zoneName('local')}>Local</span> },
            { value: 'utc', label: 'UTC' },
          ]}
        />
        <SegmentedControl
          fullWidth
          aria-label="Colours"
          value={colorScheme}
          onChange={(value) => setColorScheme(value as 'light' | 'dark' | 'auto')}
          data={[
            { value: 'light', label: <IconLabel icon="sun" name="Light" /> },
            { value: 'auto', label: <IconLabel icon="auto" name="As the system" /> },
            { value: 'dark', label: <IconLabel icon="moon" name="Dark" /> },
          ]}
        />
        <div className="nav-user">
          <Icon name="user" />
          <span className="clip" title={session.roles.join(', ')}>
            {session.user.name || session.user.username}
          </span>
        </div>
        <div className="nav-buttons">
          <UnstyledButton className="nav-item" onClick={onHelp}>
            <Icon name="help" /> <span>Keys</span>
          </UnstyledButton>
          <UnstyledButton className="nav-item" onClick={() => void leave()}>
            <Icon name="out" /> <span>Sign out</span>
          </UnstyledButton>
        </div>
      </div>
    </div>
  );
}

function IconLabel({ icon, name }: { icon: IconName; name: string }) {
  return (
    <span title={name} className="nav-scheme">
      <Icon name={icon} size={14} />
      <VisuallyHidden>{name}</VisuallyHidden>
    </span>
  );
}

function LiveMark() {
  const live = useLiveState() === 'live';
  return (
    <output className={live ? 'live live-on' : 'live'} title={live ? 'Changes appear by themselves' : 'No live connection: asking every few seconds'}>
      <span className="live-dot" aria-hidden="true" />
      {live ? 'Live' : 'Asking every 8 s'}
    </output>
  );
}
