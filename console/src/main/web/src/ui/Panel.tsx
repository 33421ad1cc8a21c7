import { useId, type ReactNode } from 'react';

interface Props {
  title: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
  flush?: boolean;
}

/** One titled part of a page. */
export function Panel({ title, aside, children, flush }: Props) {
  const label = useId();
  return (
    <section className={flush ? 'panel panel-flush' : 'panel'} aria-labelledby={label}>
      <div className="panel-head">
        <h2 id={label}>{title}</h2>
        {aside ? <div className="panel-aside">{aside}</div> : null}
      </div>
      <div className="panel-body">{children}</div>
    </section>
  );
}
