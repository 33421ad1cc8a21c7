import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { addNote, type Incident } from '../api/incidents';
import { useShortcuts } from '../shell/keys';
import { useMay } from '../shell/session';
import { Button, fail, Icon, Kbd, Modal, Textarea } from '../ui';
import { useAcknowledge, useResolve } from './act';

/** The three things one does at three in the morning; on a phone the bar sticks to the thumb. */
export function ActionBar({ incident }: { incident: Incident }) {
  const responder = useMay('responder');
  const ack = useAcknowledge(incident);
  const resolve = useResolve(incident);
  const [noting, setNoting] = useState(false);
  const [resolving, setResolving] = useState(false);
  const open = incident.state !== 'resolved';
  const canAck = responder && incident.state === 'triggered';
  useShortcuts(
    'Incident',
    responder
      ? [
          ...(canAck ? [{ keys: 'a', name: 'Acknowledge', run: () => ack.mutate() }] : []),
          ...(open ? [{ keys: 'r', name: 'Resolve', run: () => setResolving(true) }] : []),
          { keys: 'n', name: 'Write a note', run: () => setNoting(true) },
        ]
      : [],
  );
  if (!responder) return null;
  return (
    <>
      <div className="action-bar" role="group" aria-label="Actions">
        {canAck ? (
          <Button size="sm" className="action" variant="filled" disabled={ack.isPending} leftSection={<Icon name="check" />} onClick={() => ack.mutate()}>
            Acknowledge <Kbd className="action-key">a</Kbd>
          </Button>
        ) : null}
        {open ? (
          <Button size="sm" className="action" variant={canAck ? 'default' : 'filled'} disabled={resolve.isPending} onClick={() => setResolving(true)}>
            Resolve <Kbd className="action-key">r</Kbd>
          </Button>
        ) : null}
        <Button size="sm" className="action" variant="default" leftSection={<Icon name="note" />} onClick={() => setNoting(true)}>
          Note <Kbd className="action-key">n</Kbd>
        </Button>
      </div>
      <Modal opened={resolving} onClose={() => setResolving(false)} title={`Resolve #${incident.number}?`}>
        <p className="confirm-text">
          {incident.alerts?.some((alert) => alert.status === 'firing')
            ? 'An alert is still firing. Resolving ends the incident for everybody; a new alert opens another one.'
            : 'Nothing is left to do now, for anybody.'}
        </p>
        <div className="confirm-buttons">
          <Button variant="default" size="sm" onClick={() => setResolving(false)}>
            Cancel
          </Button>
          <Button
            size="sm"
            data-autofocus
            disabled={resolve.isPending}
            onClick={() => resolve.mutate(undefined, { onSettled: () => setResolving(false) })}
          >
            Resolve
          </Button>
        </div>
      </Modal>
      <Modal opened={noting} onClose={() => setNoting(false)} title={`Note for #${incident.number}`}>
        <NoteForm incident={incident} onDone={() => setNoting(false)} />
      </Modal>
    </>
  );
}

function NoteForm({ incident, onDone }: { incident: Incident; onDone: () => void }) {
  const client = useQueryClient();
  const [text, setText] = useState('');
  const save = useMutation({
    mutationFn: () => addNote(incident.id, text.trim()),
    onSuccess: async () => {
      onDone();
      await client.invalidateQueries({ queryKey: ['incidents'] });
    },
    onError: (error) => fail('The note was not saved', error),
  });
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (text.trim() && !save.isPending) save.mutate();
  };
  return (
    <form className="form" onSubmit={submit}>
      <Textarea
        aria-label="Note"
        placeholder="What was seen, done or decided"
        description="It stays in the timeline, with your name. Ctrl Enter saves."
        autosize
        minRows={3}
        maxRows={12}
        maxLength={10_000}
        data-autofocus
        size="sm"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
        }}
      />
      <div className="form-buttons">
        <Button type="submit" size="sm" disabled={!text.trim() || save.isPending}>
          Save the note
        </Button>
      </div>
    </form>
  );
}
