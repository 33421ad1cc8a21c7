import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { useEffect, useReducer, useState } from 'react';
import { ApiError } from '../api/http';
import { preview, publishPostmortem, readPostmortem, savePostmortem, type Postmortem } from '../api/incidents';
import { useMay } from '../shell/session';
import { Button, ConfirmButton, fail, Icon, Panel, SegmentedControl, Skeleton, Status, tell, useDebouncedValue } from '../ui';
import Editor from '../ui/Editor';
import { Conflict } from './Conflict';
import { isDirty, nextDraft, startDraft } from './draft';
import { Prose } from './Prose';

interface Props {
  postmortem: Postmortem;
  onDirty: (dirty: boolean) => void;
}

/** The draft as Markdown beside what it will look like; saving names the version it started from. */
export function DraftEditor({ postmortem, onDirty }: Props) {
  const client = useQueryClient();
  const responder = useMay('responder');
  const manager = useMay('manager');
  const [draft, send] = useReducer(nextDraft, postmortem, (start) => startDraft(start.markdown, start.version));
  const [side, setSide] = useState('write');
  const dirty = isDirty(draft);
  useEffect(() => onDirty(dirty), [dirty, onDirty]);

  useEffect(() => send({ kind: 'read', text: postmortem.markdown, version: postmortem.version, by: postmortem.updatedBy ?? null }), [postmortem]);
  useBlocker({
    shouldBlockFn: () => dirty && !window.confirm('The text has changes that are not saved. Leave it?'),
    enableBeforeUnload: () => dirty,
  });

  const save = useMutation({
    mutationFn: (text: string) => savePostmortem(postmortem.id, text, draft.version),
    onSuccess: (saved, text) => {
      const now = saved?.version ?? draft.version + 1;
      send({ kind: 'saved', text, version: now });
      client.setQueryData(['postmortems', postmortem.id], { ...postmortem, ...saved, markdown: text, version: now });
    },
    onError: async (error) => {
      if (error instanceof ApiError && error.status === 409) {
        const theirs = await readPostmortem(postmortem.id);
        if (theirs.state === 'published') {
          // Showing the published text now would drop what was typed: leave it to be copied.
          fail('Not saved: the postmortem was published meanwhile', error);
          return;
        }
        send({ kind: 'read', text: theirs.markdown, version: theirs.version, by: theirs.updatedBy ?? null });
        client.setQueryData(['postmortems', postmortem.id], theirs);
        return;
      }
      fail('Not saved', error);
    },
  });
  const saveNow = () => {
    if (responder && dirty && !save.isPending && !draft.theirs) save.mutate(draft.text);
  };
  const publish = async () => {
    // A save that fails has said why by itself.
    if (dirty) await save.mutateAsync(draft.text);
    try {
      await publishPostmortem(postmortem.id);
    } catch (error) {
      fail('Not published', error);
      throw error;
    }
    tell('The postmortem is published');
    await client.invalidateQueries({ queryKey: ['postmortems'] });
    await client.invalidateQueries({ queryKey: ['incidents'] });
  };

  return (
    <section aria-label="Postmortem draft" className="stack">
      {draft.theirs ? <Conflict theirs={draft.theirs} onTake={() => send({ kind: 'took-theirs' })} onKeep={() => send({ kind: 'kept-mine' })} /> : null}
      <div className="draft-bar">
        <Status tone="warn" sign="doc">
          Draft
        </Status>
        <span className="dim num" role="status">
          version {draft.version}
          {dirty ? ', changes not saved' : ', saved'}
        </span>
        <span className="draft-side">
          <SegmentedControl
            aria-label="Side"
            value={side}
            onChange={setSide}
            data={[
              { value: 'write', label: 'Write' },
              { value: 'read', label: 'Preview' },
            ]}
          />
        </span>
        <span className="draft-buttons">
          {responder ? (
            <Button size="sm" variant="default" disabled={!dirty || save.isPending || Boolean(draft.theirs)} onClick={saveNow}>
              Save
            </Button>
          ) : null}
          {responder || manager ? (
            <ConfirmButton
              size="sm"
              disabled={save.isPending || Boolean(draft.theirs)}
              leftSection={<Icon name="doc" size={14} />}
              title="Publish this postmortem?"
              text="Everybody who may see the incident can read it then. The text is saved first and no longer changes afterwards."
              confirm="Publish"
              onConfirm={publish}
            >
              Publish
            </ConfirmButton>
          ) : null}
        </span>
      </div>
      <div className={`draft side-${side}`}>
        <div className="draft-write">
          <Editor label="Postmortem as Markdown" value={draft.text} onChange={(text) => send({ kind: 'typed', text })} onSave={saveNow} readOnly={!responder} />
        </div>
        <Preview markdown={draft.text} />
      </div>
    </section>
  );
}

function Preview({ markdown }: { markdown: string }) {
  const [settled] = useDebouncedValue(markdown, 400);
  const rendered = useQuery({
    queryKey: ['preview', settled],
    queryFn: () => preview(settled),
    placeholderData: (old) => old,
    refetchInterval: false,
    staleTime: Infinity,
    gcTime: 10_000,
  });
  return (
    <div className="draft-read">
      <Panel title="As it will look">
        {rendered.data ? <Prose html={rendered.data.html} /> : null}
        {rendered.isPending ? <Skeleton height={200} /> : null}
        {rendered.isError ? <p className="dim">The preview is not available at the moment.</p> : null}
      </Panel>
    </div>
  );
}
