import type { Component, Issue } from '../api/exceptions';
import { Icon, Panel, VisuallyHidden } from '../ui';

/** Why the events of this issue belong together: what was looked at, what counts, and why. */
export function Grouping({ grouping }: { grouping: NonNullable<Issue['grouping']> }) {
  return (
    <Panel title="Why grouped here" aside={<code>{grouping.algorithm}</code>}>
      <p>
        By <strong>{grouping.mechanism}</strong>. Events with the same fingerprint <code>{grouping.hash.slice(0, 12)}</code> are one issue.
      </p>
      <Components items={grouping.explanation} />
    </Panel>
  );
}

function Components({ items }: { items: Component[] }) {
  if (!items.length) return null;
  return (
    <ul className="grouping">
      {items.map((item, index) => (
        <li key={index} className={item.contributes ? undefined : 'dim'}>
          <Icon name={item.contributes ? 'check' : 'cross'} size={12} />
          <VisuallyHidden>{item.contributes ? 'counts: ' : 'does not count: '}</VisuallyHidden> {item.name}
          {item.value ? (
            <>
              {' '}
              <code>{item.value}</code>
            </>
          ) : null}
          <span className="dim"> {item.reason}</span>
          <Components items={item.children ?? []} />
        </li>
      ))}
    </ul>
  );
}
