import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { createPostmortem, readPostmortem, readPostmortemHtml, type Incident, type Postmortem } from '../api/incidents';
import { useMay } from '../shell/session';
import { At } from '../time/Time';
import { Button, Empty, ErrorNote, fail, Icon, Panel, Rows, Status } from '../ui';
import { DraftEditor } from './DraftEditor';
import { Prose } from './Prose';
import './postmortem.css';

export default function PostmortemTab({ incident }: { incident: Incident }) {
  const [typing, setTyping] = useState(false);
  const postmortem = useQuery({
    queryKey: ['postmortems', incident.postmortemId],
    queryFn: () => readPostmortem(incident.postmortemId ?? ''),
    enabled: Boolean(incident.postmortemId),
    refetchInterval: false,
  });
  if (!incident.postmortemId) return <Start incident={incident} />;
  if (!postmortem.data) {
    return postmortem.isError ? <ErrorNote what="The postmortem cannot be read" error={postmortem.error} retry={() => void postmortem.refetch()} /> : <Rows count={10} />;
  }
  // Somebody else may publish while we type: what was typed stays until it is saved or dropped.
  if (postmortem.data.state === 'published' && !typing) return <Published postmortem={postmortem.data} />;
  return <DraftEditor key={postmortem.data.id} postmortem={postmortem.data} onDirty={setTyping} />;
}

function Start({ incident }: { incident: Incident }) {
  const responder = useMay('responder');
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: () => createPostmortem(incident.id),
    onSuccess: async (made) => {
      client.setQueryData(['postmortems', made.id], made);
      await client.invalidateQueries({ queryKey: ['incidents'] });
    },
    onError: (error) => fail('The draft was not made', error),
  });
  return (
    <Panel flush title="Postmortem">
      <Empty
        title="No postmortem yet"
        action={
          responder ? (
            <Button leftSection={<Icon name="doc" size={13} />} disabled={create.isPending} onClick={() => create.mutate()}>
              {create.isPending ? 'Asking the services for their figures' : 'Write the postmortem'}
            </Button>
          ) : null
        }
      >
        The draft starts with this timeline, who was paged, and the impact figures of every service. Conclusions are yours.
        {incident.state === 'resolved' ? null : ' This incident is still open: the draft holds what is known now.'}
      </Empty>
    </Panel>
  );
}

function Published({ postmortem }: { postmortem: Postmortem }) {
  const html = useQuery({ queryKey: ['postmortems', postmortem.id, 'html', postmortem.version], queryFn: () => readPostmortemHtml(postmortem.id), refetchInterval: false });
  return (
    <Panel
      title={
        <span className="line">
          Postmortem <Status tone="good">Published</Status>
        </span>
      }
      aside={
        <span>
          version {postmortem.version}
          {postmortem.publishedAt ? (
            <>
              , <At at={postmortem.publishedAt} />
            </>
          ) : null}
          {postmortem.publishedBy ? ` by ${postmortem.publishedBy}` : ''}
        </span>
      }
    >
      {html.isPending ? <Rows count={10} /> : null}
      {html.isError && !html.data ? <ErrorNote what="The published text cannot be read" error={html.error} retry={() => void html.refetch()} /> : null}
      {html.data ? <Prose html={html.data.html} /> : null}
    </Panel>
  );
}
