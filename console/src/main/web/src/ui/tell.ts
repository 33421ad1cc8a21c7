import { notifications } from '@mantine/notifications';
import { reasonOf } from '../api/http';

/** A short word that something worked. */
export function tell(message: string): void {
  notifications.show({ message, color: 'ink', closeButtonProps: { 'aria-label': 'Close' } });
}

/** What did not work, and why. */
export function fail(what: string, error: unknown): void {
  notifications.show({ title: what, message: reasonOf(error), color: 'red', autoClose: 10_000, closeButtonProps: { 'aria-label': 'Close' } });
}
