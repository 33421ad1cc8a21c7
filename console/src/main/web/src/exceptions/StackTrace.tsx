import { useState } from 'react';
import type { ExceptionValue, Frame } from '../api/exceptions';
import { Icon } from '../ui/Icon';
import { frameName, framesOf, sourceLines, type FrameGroup } from './words';

/** One exception: our frames open, runs of foreign frames folded to a line. */
export function StackTrace({ exception, caused }: { exception: ExceptionValue; caused: boolean }) {
  const groups = framesOf(exception.frames);
  const firstOurs = groups.find((group) => group.kind === 'app')?.frames[0]?.index;
  return (
    <section className="trace" aria-label={`Stack trace of ${exception.type ?? 'the exception'}`}>
      <h3>
        {caused ? <span className="dim">caused by </span> : null}
        {exception.type ?? 'Exception'}
        {exception.value ? <span className="trace-value">: {exception.value}</span> : null}
      </h3>
      {groups.length ? (
        <ol className="frames">
          {groups.map((group) => (
            <Group key={group.frames[0]?.index} group={group} open={firstOurs} />
          ))}
        </ol>
      ) : (
        <p className="dim">This exception came without a stack trace.</p>
      )}
    </section>
  );
}

function Group({ group, open }: { group: FrameGroup; open: number | undefined }) {
  const [shown, setShown] = useState(group.kind === 'app');
  const count = group.frames.length;
  if (!shown) {
    return (
      <li className="frame-fold">
        <button type="button" className="plain-button" aria-expanded={false} onClick={() => setShown(true)}>
          <Icon name="right" size={12} /> {count} {count === 1 ? 'frame' : 'frames'} of libraries
        </button>
      </li>
    );
  }
  return group.frames.map(({ frame, index }) => <FrameRow key={index} frame={frame} initiallyOpen={frame.inApp || index === open} />);
}

function FrameRow({ frame, initiallyOpen }: { frame: Frame; initiallyOpen: boolean }) {
  const lines = sourceLines(frame);
  const [open, setOpen] = useState(initiallyOpen);
  const { call, place } = frameName(frame);
  const name = (
    <>
      <span className="frame-call">{call}</span>
      {place ? <span className="dim"> {place}</span> : null}
      {frame.inApp ? (
        <span className="frame-ours" title={frame.inAppRule ? `Ours by the rule: ${frame.inAppRule}` : undefined}>
          ours
        </span>
      ) : null}
    </>
  );
  return (
    <li className={frame.inApp ? 'frame frame-app' : 'frame'}>
      {lines.length ? (
        <button type="button" className="frame-head mono" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name={open ? 'down' : 'right'} size={12} /> <span>{name}</span>
        </button>
      ) : (
        <div className="frame-head mono">
          <span className="frame-space" /> <span>{name}</span>
        </div>
      )}
      {open && lines.length ? (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className="source" tabIndex={0} aria-label={`Source around ${place}`}>
          {lines.map((line, index) => (
            <span key={index} className={line.hit ? 'source-line source-hit' : 'source-line'}>
              <span className="source-number">{line.number ?? ''}</span>
              {line.text || ' '}
              {'\n'}
            </span>
          ))}
        </pre>
      ) : null}
    </li>
  );
}
