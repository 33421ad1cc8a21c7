import { useState } from 'react';
import { Button, CopyBlock, Icon } from '../ui';
import type { Draft } from './draft';

interface Props {
  theirs: NonNullable<Draft['theirs']>;
  onTake: () => void;
  onKeep: () => void;
}

/** Somebody else saved meanwhile: nothing is lost, a person decides. */
export function Conflict({ theirs, onTake, onKeep }: Props) {
  const [shown, setShown] = useState(false);
  return (
    <div className="conflict" role="alert">
      <p>
        <Icon name="warn" size={14} /> {theirs.by ?? 'Somebody else'} saved version {theirs.version} while you were writing. Your text is still here and was not saved.
      </p>
      <div className="line">
        <Button variant="default" onClick={() => setShown(!shown)} aria-expanded={shown}>
          {shown ? 'Hide their text' : 'Show their text'}
        </Button>
        <Button variant="default" onClick={onTake}>
          Load theirs, drop mine
        </Button>
        <Button variant="default" onClick={onKeep}>
          Keep mine, to save over theirs
        </Button>
      </div>
      {shown ? <CopyBlock label={`Version ${theirs.version}`} text={theirs.text} /> : null}
    </div>
  );
}
