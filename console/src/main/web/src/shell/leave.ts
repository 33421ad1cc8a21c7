import { signOut } from '../api/session';
import { queryClient, sessionQuery } from '../queries';
import { fail } from '../ui/tell';

/** Ends the session on the server and forgets everything that was read with it. */
export async function leave(): Promise<void> {
  try {
    await signOut();
  } catch (error) {
    fail('Signing out did not work', error);
    return;
  }
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
  queryClient.setQueryData(sessionQuery.queryKey, null);
}
