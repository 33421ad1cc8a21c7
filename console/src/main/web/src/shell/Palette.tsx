import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { listIssues } from '../api/exceptions';
import { may, type Session } from '../api/session';
import { monitorsQuery, openIncidentsQuery, slosQuery } from '../queries';
import { setZone, useZone } from '../time/zone';
import { Icon, useMantineColorScheme } from '../ui';
import type { IconName } from '../ui/Icon';
import { Spotlight } from '../ui/spotlight';
import { leave } from './leave';

/** The list hands its properties on to its scroll area, whose types it does not name: a scrolling region must take the focus. */
const SCROLLABLE: object = { viewportProps: { tabIndex: 0 } };

interface Entry {
  group: string;
  label: string;
  icon: IconName;
  run: () => void;
}

interface Props {
  session: Session;
  onClose: () => void;
  onHelp: () => void;
}

/** Ctrl/⌘ K: go somewhere, do something, search for something. */
export default function Palette({ session, onClose, onHelp }: Props) {
  const [text, setText] = useState('');
  const entries = useEntries(session, onHelp);
  const wanted = text.trim().toLowerCase();
  const navigate = useNavigate();
  const found = entries.filter((entry) => wanted.split(/\s+/).every((word) => `${entry.group} ${entry.label}`.toLowerCase().includes(word)));
  if (wanted) {
    found.push(
      { group: 'Search', label: `Logs with “${text.trim()}”`, icon: 'logs', run: () => void navigate({ to: '/logs', search: { q: text.trim() } }) },
      { group: 'Search', label: `Exceptions with “${text.trim()}”`, icon: 'bug', run: () => void navigate({ to: '/exceptions', search: { q: text.trim() } }) },
    );
  }
  const groups = [...new Set(found.map((entry) => entry.group))];
  return (
    <Spotlight.Root
      forceOpened
      shortcut={null}
      query={text}
      onQueryChange={setText}
      onSpotlightClose={onClose}
      closeOnActionTrigger
      maxHeight="70vh"
      transitionProps={{ duration: 0 }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
    >
      <Spotlight.Search placeholder="Go to, act, or search" aria-label="Go to, act, or search" leftSection={<Icon name="search" />} />
      <Spotlight.ActionsList {...SCROLLABLE}>
        {groups.map((group) => (
          <Spotlight.ActionsGroup key={group} label={group}>
            {found
              .filter((entry) => entry.group === group)
              .slice(0, 8)
              .map((entry) => (
                <Spotlight.Action
                  key={entry.label}
                  label={entry.label}
                  leftSection={<Icon name={entry.icon} />}
                  onClick={() => {
                    onClose();
                    entry.run();
                  }}
                />
              ))}
          </Spotlight.ActionsGroup>
        ))}
        {found.length ? null : <Spotlight.Empty>Nothing of that name</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function useEntries(session: Session, onHelp: () => void): Entry[] {
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const zone = useZone();
  const enabled = may(session, 'viewer');
  const incidents = useQuery({ ...openIncidentsQuery, enabled });
  const monitors = useQuery({ ...monitorsQuery, enabled });
  const slos = useQuery({ ...slosQuery, enabled });
  const issues = useQuery({ queryKey: ['issues', 'palette'], queryFn: () => listIssues({}, null), enabled });
  return [
    { group: 'Go to', label: 'Now', icon: 'home', run: () => void navigate({ to: '/' }) },
    { group: 'Go to', label: 'Incidents', icon: 'bell', run: () => void navigate({ to: '/incidents' }) },
    { group: 'Go to', label: 'Logs', icon: 'logs', run: () => void navigate({ to: '/logs' }) },
    { group: 'Go to', label: 'Exceptions', icon: 'bug', run: () => void navigate({ to: '/exceptions' }) },
    { group: 'Go to', label: 'SLOs', icon: 'target', run: () => void navigate({ to: '/slos' }) },
    { group: 'Go to', label: 'Postmortems', icon: 'doc', run: () => void navigate({ to: '/postmortems' }) },
    ...(incidents.data?.items ?? []).map<Entry>((item) => ({
      group: 'Open incidents',
      label: `#${item.number} ${item.title}`,
      icon: 'bell',
      run: () => void navigate({ to: '/incidents/$id', params: { id: item.id } }),
    })),
    ...(monitors.data?.items ?? []).map<Entry>((item) => ({
      group: 'Monitors',
      label: item.name,
      icon: 'chart',
      run: () => void navigate({ to: '/monitors/$id', params: { id: item.id } }),
    })),
    ...(slos.data?.items ?? []).map<Entry>((item) => ({
      group: 'SLOs',
      label: item.displayName || item.name,
      icon: 'target',
      run: () => void navigate({ to: '/slos/$name', params: { name: item.name } }),
    })),
    ...(issues.data?.items ?? []).slice(0, 20).map<Entry>((item) => ({
      group: 'Exceptions',
      label: item.title,
      icon: 'bug',
      run: () => void navigate({ to: '/exceptions/$id', params: { id: item.id } }),
    })),
    { group: 'Act', label: 'Use light colours', icon: 'sun', run: () => setColorScheme('light') },
    { group: 'Act', label: 'Use dark colours', icon: 'moon', run: () => setColorScheme('dark') },
    { group: 'Act', label: 'Use the colours of the system', icon: 'auto', run: () => setColorScheme('auto') },
    { group: 'Act', label: zone === 'utc' ? 'Show times in local time' : 'Show times in UTC', icon: 'clock', run: () => setZone(zone === 'utc' ? 'local' : 'utc') },
    { group: 'Act', label: 'Show keys', icon: 'help', run: onHelp },
    { group: 'Act', label: 'Sign out', icon: 'out', run: () => void leave() },
  ];
}
