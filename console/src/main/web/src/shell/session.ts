import { useQuery } from '@tanstack/react-query';
import { may, type Right } from '../api/session';
import { sessionQuery } from '../queries';

/** Whether the signed-in person has this right; what is not allowed is not offered. */
export function useMay(right: Right): boolean {
  const session = useQuery(sessionQuery);
  return may(session.data ?? undefined, right);
}
