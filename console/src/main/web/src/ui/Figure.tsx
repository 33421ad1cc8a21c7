import type { ReactNode } from 'react';

/** One number with its name, and what explains it. */
export function Figure({ label, children, note, tone }: { label: string; children: ReactNode; note?: ReactNode; tone?: 'bad' | 'warn' | 'good' }) {
  return (
    <div className="figure">
      <div className="figure-label">{label}</div>
      <div className={tone ? `figure-value figure-${tone}` : 'figure-value'}>{children}</div>
      {note ? <div className="figure-note">{note}</div> : null}
    </div>
  );
}
