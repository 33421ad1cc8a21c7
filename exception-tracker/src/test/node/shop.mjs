// A shop that fails. Prints the ids of the events it sent, one per line.
import * as Sentry from '@sentry/node';

Sentry.init({ dsn: process.argv[2], release: 'shop@2.0.0', environment: 'staging' });

function reserve(article) {
  throw new RangeError(`no stock for ${article}`);
}

function order(article) {
  try {
    reserve(article);
  } catch (cause) {
    throw new Error(`order ${article} failed`, { cause });
  }
}

function capture(article) {
  try {
    order(article);
  } catch (error) {
    return Sentry.captureException(error, { extra: { api_key: 'abc123' } });
  }
}

const ids = [capture(17), capture(4711), Sentry.captureMessage('stock count is odd')];
ids.push(
  Sentry.captureMessage('large event', {
    extra: Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`part${i}`, 'x'.repeat(2000)])),
  }),
);
const flushed = await Sentry.flush(10_000);
ids.forEach((id) => console.log(id));
process.exit(flushed ? 0 : 1);
