import type { ReactNode } from 'react';
import { CopyBlock } from './CopyBlock';

interface Props {
  title: string;
  children?: ReactNode;
  snippet?: { label: string; text: string };
  action?: ReactNode;
}

/** Nothing here yet: what would be here, and how to get it. */
export function Empty({ title, children, snippet, action }: Props) {
  return (
    <div className="empty">
      <strong>{title}</strong>
      {children ? <div className="dim">{children}</div> : null}
      {action}
      {snippet ? <CopyBlock {...snippet} /> : null}
    </div>
  );
}
