import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { sessionQuery } from '../queries';
import { ErrorNote } from '../ui/ErrorNote';
import { Shell } from './Shell';

const SignInPage = lazy(() => import('../signin/SignInPage'));

/** Signed in: the shell with the page of the address. Not signed in: the same address waits behind the sign-in. */
export function App() {
  const session = useQuery(sessionQuery);
  if (session.isPending) return null;
  if (session.data) return <Shell session={session.data} />;
  if (session.isError) {
    return (
      <div className="page">
        <ErrorNote what="The console does not answer" error={session.error} retry={() => void session.refetch()} />
      </div>
    );
  }
  return (
    <Suspense fallback={null}>
      <SignInPage />
    </Suspense>
  );
}
