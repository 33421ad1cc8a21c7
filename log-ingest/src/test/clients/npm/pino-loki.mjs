import pino from 'pino';
import { base, key, lines, service, spanId, traceId } from './lines.mjs';

const transport = pino.transport({
  target: 'pino-loki',
  options: {
    host: base,
    basicAuth: { username: 'tocsin', password: key },
    labels: { service_name: service },
    batching: { interval: 1 },
  },
});
const logger = pino(transport);
lines(
  (message, order) => logger.error({ trace_id: traceId, span_id: spanId, meta: { order } }, message),
  (message, order) => logger.warn({ trace_id: traceId, span_id: spanId, meta: { order } }, message),
);
// The worker thread alone does not keep the process alive while it sends the last batch.
const alive = setInterval(() => {}, 1000);
transport.on('close', () => clearInterval(alive));
transport.end();
