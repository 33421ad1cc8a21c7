import { useEffect, type ReactNode } from 'react';

interface Props {
  title: string;
  /** What stands above the title, for instance where one came from. */
  above?: ReactNode;
  heading?: ReactNode;
  actions?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}

/** Frame of every page: sets the tab's title and holds the one h1. */
export function Page({ title, above, heading, actions, wide, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Tocsin`;
  }, [title]);
  return (
    <div className={wide ? 'page page-wide' : 'page'}>
      <header className="page-head">
        <div className="page-titles">
          {above ? <div className="page-above">{above}</div> : null}
          <h1>{heading ?? title}</h1>
        </div>
        {actions ? <div className="page-actions">{actions}</div> : null}
      </header>
      {children}
    </div>
  );
}
