import { useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { localPath, safeHref } from './words';

/** A link of an alert: into the console without a reload, elsewhere in a new tab, a dangerous one only as text. */
export function SmartLink({ href, children }: { href: string; children: ReactNode }) {
  const router = useRouter();
  if (!safeHref(href)) return <span>{children}</span>;
  const local = localPath(href, window.location.origin);
  if (local === null) {
    return (
      <a href={href} target="_blank" rel="noreferrer">
        {children}
      </a>
    );
  }
  return (
    <a
      href={local}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        router.history.push(local);
      }}
    >
      {children}
    </a>
  );
}
