import { useState } from 'react';
import { Button, Modal } from '../ui';

const EXAMPLES: [string, string][] = [
  ['refused', 'a whole word, in the message or any attribute, any case'],
  ['"connection refused"', 'a phrase'],
  ['refus*', 'a beginning; *fus* finds it anywhere in a word'],
  ['-health', 'not this word; the same as NOT health'],
  ['service:checkout level>=warn', 'fields; side by side means both'],
  ['status:>=500', 'numbers; also 500..599, and times: duration:>1.5s'],
  ['level:(warn OR error)', 'one of several'],
  ['trace_id:4bf92f3577b34da6a3ce929d0e0e4736', 'one trace'],
  ['order.id:*', 'the attribute is there'],
  ['/timeout after \\d+ms/i', 'a regular expression'],
];

/** The query language on one card; a click takes an example over. */
export function SyntaxHelp({ onPick }: { onPick: (example: string) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="subtle" size="sm" onClick={() => setOpen(true)} aria-haspopup="dialog">
        Syntax
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title="How to search" size="lg">
        <dl className="log-syntax">
          {EXAMPLES.map(([example, meaning]) => (
            <div key={example}>
              <dt>
                <button
                  type="button"
                  className="plain-button mono"
                  title="Take over"
                  onClick={() => {
                    setOpen(false);
                    onPick(example);
                  }}
                >
                  {example}
                </button>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </Modal>
    </>
  );
}
