import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { LEVELS, listServices } from '../api/logs';
import { Button, Icon, SegmentedControl, Select, Switch, TextInput, UnstyledButton } from '../ui';
import type { LogSearch } from './LogsPage';
import { CustomRange } from './CustomRange';
import { SyntaxHelp } from './SyntaxHelp';
import { custom, RANGES, type Window } from './window';

interface Props {
  search: LogSearch;
  window: Window;
  busy: boolean;
  reading: boolean;
  onChange: (part: LogSearch) => void;
  onRefresh: () => void;
}

export function SearchBar({ search, window, busy, reading, onChange, onRefresh }: Props) {
  const [text, setText] = useState(search.q ?? '');
  const [known, setKnown] = useState(search.q);
  if (known !== search.q) {
    // The address changed by itself, for instance by a click on a value or by going back.
    setKnown(search.q);
    setText(search.q ?? '');
  }
  const services = useQuery({ queryKey: ['logs', 'services', Math.round(window.from / 60_000), Math.round(window.to / 60_000)],
    queryFn: () => listServices(new Date(window.from).toISOString(), new Date(window.to).toISOString()),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    refetchInterval: false,
  });
  const names = (services.data?.items ?? []).map((item) => item.name);
  if (search.service && !names.includes(search.service)) names.unshift(search.service);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === (search.q ?? '')) onRefresh();
    else onChange({ q: text.trim() || undefined });
  };
  return (
    <form className="log-bar" onSubmit={submit} role="search" aria-label="Search logs">
      <TextInput
        id="log-query"
        className="log-query"
        size="sm"
        aria-label="Search for"
        placeholder='level>=warn service:checkout "connection refused"'
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        leftSection={<Icon name="search" size={14} />}
        autoComplete="off"
        spellCheck={false}
      />
      <Button type="submit" size="sm">
        Search
      </Button>
      <SyntaxHelp
        onPick={(example) => {
          setText(example);
          document.getElementById('log-query')?.focus();
        }}
      />
      <div className="log-filters">
        <Select
          aria-label="Lowest level shown"
          value={search.level ?? ''}
          onChange={(value) => onChange({ level: value || undefined })}
          data={[{ value: '', label: 'Every level' }, ...LEVELS.slice(1).map((level) => ({ value: level, label: level === 'fatal' ? 'fatal' : `${level} and worse` }))]}
          w={136}
        />
        <Select
          aria-label="Service"
          searchable
          value={search.service ?? ''}
          onChange={(value) => onChange({ service: value || undefined })}
          data={[{ value: '', label: 'Every service' }, ...names.map((name) => ({ value: name, label: name }))]}
          w={156}
        />
        <SegmentedControl
          className="log-range"
          aria-label="Time range"
          value={window.range ?? 'custom'}
          onChange={(value) => (value === 'custom' ? onChange({ ...custom(window.from, window.to), live: undefined }) : onChange({ range: value, from: undefined, to: undefined }))}
          data={[...RANGES.map((range) => ({ value: range, label: range.replace('m', ' m').replace('h', ' h') })), { value: 'custom', label: 'Custom' }]}
        />
        <Switch
          label={reading ? 'Live, held while you read' : 'Live'}
          checked={search.live === '1'}
          onChange={(event) => onChange(event.currentTarget.checked ? { live: '1', from: undefined, to: undefined, range: window.range ?? '15m' } : { live: undefined })}
        />
        <Button variant="default" leftSection={<Icon name="refresh" size={13} />} onClick={onRefresh} aria-busy={busy}>
          Refresh
        </Button>
      </div>
      {window.range ? null : <CustomRange key={`${window.from}-${window.to}`} window={window} onChange={(from, to) => onChange({ ...custom(from, to), live: undefined })} />}
      {search.traceId ? (
        <UnstyledButton className="log-chip" onClick={() => onChange({ traceId: undefined })} aria-label={`Remove the filter on trace ${search.traceId}`}>
          trace <code>{search.traceId}</code> <Icon name="cross" size={12} />
        </UnstyledButton>
      ) : null}
    </form>
  );
}
