/** The console's own doors: sign-in and session. */
import { call, post } from './http';

export interface Session {
  user: { username: string; name: string };
  roles: string[];
}

export const readSession = () => call<Session>('/auth/session');
export const signIn = (username: string, password: string) => post<unknown>('/auth/login', { username, password });
export const signOut = () => post<void>('/auth/logout');

const IMPLIED: Record<string, string[]> = {
  admin: ['manager', 'responder', 'viewer'],
  manager: ['responder', 'viewer'],
  responder: ['viewer'],
};

export type Right = 'viewer' | 'responder' | 'manager' | 'admin';

/** A role contains the rights of the smaller ones; the services check again. */
export function may(session: Session | undefined, right: Right): boolean {
  if (!session) return false;
  return session.roles.some((role) => role === right || (IMPLIED[role] ?? []).includes(right));
}
