import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { ApiError, reasonOf, ruleText } from '../api/http';
import { createSlo, type Applied } from '../api/slos';
import { Button, Icon, tell } from '../ui';
import Editor from '../ui/Editor';
import { lineOf, lineOfPath } from './budget';

interface Props {
  start: string;
  onDone: (name: string) => void;
}

interface Complaint {
  line: number | null;
  text: string;
}

/** An objective from OpenSLO YAML: checked without saving, complaints at their line. */
export default function SloForm({ start, onDone }: Props) {
  const client = useQueryClient();
  const [yaml, setYaml] = useState(start);
  const [checked, setChecked] = useState<Applied | null>(null);
  const send = useMutation({
    mutationFn: ({ dryRun }: { dryRun: boolean }) => createSlo(yaml, dryRun),
    onSuccess: async (applied, { dryRun }) => {
      if (dryRun) {
        setChecked(applied);
        return;
      }
      tell('The objective is being measured');
      await client.invalidateQueries({ queryKey: ['slos'] });
      onDone(applied.items[0]?.name ?? '');
    },
  });
  const complaints = useMemo(() => complaintsOf(send.error, yaml), [send.error, yaml]);
  const marks = useMemo(() => complaints.flatMap((item) => (item.line ? [{ line: item.line, text: item.text }] : [])), [complaints]);
  const edit = (text: string) => {
    setYaml(text);
    setChecked(null);
    if (send.isError) send.reset();
  };
  return (
    <div className="form">
      <div className="slo-editor">
        <Editor label="OpenSLO definition" language="yaml" value={yaml} onChange={edit} problems={marks} />
      </div>
      <div aria-live="polite">
        {complaints.length ? (
          <ul className="complaints" role="alert">
            {complaints.map((item, index) => (
              <li key={index}>
                <Icon name="warn" size={13} /> {item.line ? <strong>Line {item.line}: </strong> : null}
                {item.text}
              </li>
            ))}
          </ul>
        ) : null}
        {checked ? (
          <p className="checked">
            <Icon name="check" size={13} /> {checkedText(checked)}
          </p>
        ) : null}
      </div>
      <div className="form-buttons">
        <Button variant="default" size="sm" disabled={send.isPending} onClick={() => send.mutate({ dryRun: true })}>
          Check without saving
        </Button>
        <Button size="sm" disabled={send.isPending} onClick={() => send.mutate({ dryRun: false })}>
          Create
        </Button>
      </div>
    </div>
  );
}

function checkedText(applied: Applied): string {
  const what = applied.items.map((item) => `${item.name} would be ${item.change === 'unchanged' ? 'left as it is' : item.change}`).join(', ');
  const warnings = applied.warnings.map((item) => ` Note: ${item.field} ${item.text}.`).join('');
  return `Valid: ${what || 'nothing would change'}. Nothing was saved.${warnings}`;
}

function complaintsOf(error: unknown, yaml: string): Complaint[] {
  if (!error) return [];
  const errors = error instanceof ApiError ? (error.problem.errors ?? []) : [];
  if (!errors.length) {
    const text = reasonOf(error);
    return [{ line: lineOf('', text), text }];
  }
  return errors.map((item) => ({
    line: lineOf(item.field, item.rule) ?? lineOfPath(yaml, item.field),
    text: `${item.field === '(body)' ? 'The definition' : item.field} ${ruleText(item.rule)}`,
  }));
}
