import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { fieldErrors } from '../api/http';
import { createMonitor, type Monitor, type MonitorSpec, type Severity } from '../api/uptime';
import { regionsQuery } from '../queries';
import { Button, Checkbox, ErrorNote, NumberInput, Select, TextInput, tell } from '../ui';
import { quorumFor, readStatuses, readUrl, specFor } from './fromUrl';

const INTERVALS = [10, 30, 60, 300, 900, 3600];
const words = (seconds: number) => (seconds < 60 ? `${seconds} seconds` : seconds === 60 ? 'minute' : seconds === 3600 ? 'hour' : `${seconds / 60} minutes`);

/** Paste a URL; everything else has a sensible value already. */
export default function MonitorForm({ onDone }: { onDone: (created: Monitor) => void }) {
  const client = useQueryClient();
  const known = useQuery(regionsQuery);
  const regions = known.data?.items.map((item) => item.region) ?? [];
  const [typed, setTyped] = useState('');
  const [changes, setChanges] = useState<Partial<MonitorSpec>>({});
  const [statuses, setStatuses] = useState('200');
  const url = readUrl(typed);
  const spec: MonitorSpec = { ...specFor(url ?? new URL('https://service.example.com/'), changes.regions ?? regions), ...changes };
  const change = (part: Partial<MonitorSpec>) => setChanges({ ...changes, ...part });

  const create = useMutation({
    mutationFn: createMonitor,
    onSuccess: async (created) => {
      tell(`${created.name} is being watched`);
      await client.invalidateQueries({ queryKey: ['monitors'] });
      onDone(created);
    },
  });
  const errors = fieldErrors(create.error);
  const expected = readStatuses(statuses);
  const ready = url && expected && spec.name && spec.service && spec.regions.length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) create.mutate({ ...spec, url: url.toString(), expectedStatus: expected });
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      <TextInput
        size="sm"
        label="URL"
        placeholder="https://shop.example.com/health"
        inputMode="url"
        autoComplete="off"
        data-autofocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={errors.url ?? (typed.trim() && !url ? 'This is not a web address (http or https).' : undefined)}
      />
      <div className="form-row">
        <TextInput
          label="Name"
          value={changes.name ?? (url ? spec.name : '')}
          onChange={(event) => change({ name: event.currentTarget.value })}
          error={errors.name}
        />
        <TextInput
          label="Service"
          description="Joins logs, exceptions and alerts"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={changes.service ?? (url ? spec.service : '')}
          onChange={(event) => change({ service: event.currentTarget.value })}
          error={errors.service}
        />
      </div>
      <div className="form-row">
        <Select
          label="Check every"
          value={String(spec.intervalSeconds)}
          onChange={(value) => change({ intervalSeconds: Number(value) })}
          data={INTERVALS.map((seconds) => ({ value: String(seconds), label: words(seconds) }))}
          error={errors.intervalSeconds}
        />
        <TextInput
          label="Expected status"
          value={statuses}
          onChange={(event) => setStatuses(event.currentTarget.value)}
          error={errors.expectedStatus ?? (expected ? undefined : 'Statuses from 100 to 599, for instance 200, 204')}
        />
        <Select
          label="Severity when down"
          value={spec.severity}
          onChange={(value) => change({ severity: value as Severity })}
          data={['critical', 'error', 'warning', 'info']}
          error={errors.severity}
        />
      </div>
      <div className="form-row">
        <Checkbox.Group
          label="From regions"
          value={spec.regions}
          onChange={(chosen) => change({ regions: chosen, quorum: quorumFor(chosen.length) })}
          error={errors.regions ?? (known.isSuccess && !regions.length ? 'No region has an agent yet.' : undefined)}
        >
          <div className="line form-checks">
            {regions.map((region) => (
              <Checkbox key={region} size="xs" value={region} label={region} />
            ))}
          </div>
        </Checkbox.Group>
        <NumberInput
          label="Down when this many agree"
          min={1}
          max={Math.max(1, spec.regions.length)}
          value={spec.quorum}
          onChange={(value) => change({ quorum: Number(value) || 1 })}
          error={errors.quorum}
        />
      </div>
      {create.isError ? <ErrorNote what="The monitor was not created" error={create.error} /> : null}
      <div className="form-buttons">
        <Button type="submit" size="sm" disabled={!ready || create.isPending}>
          Start watching
        </Button>
      </div>
    </form>
  );
}
