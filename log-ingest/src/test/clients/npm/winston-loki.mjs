import winston from 'winston';
import LokiTransport from 'winston-loki';
import { base, key, lines, service, spanId, traceId } from './lines.mjs';

const loki = new LokiTransport({
  host: base,
  basicAuth: `tocsin:${key}`,
  labels: { service_name: service },
  json: process.env.JSON_FORM === 'true',
  format: winston.format.json(),
  interval: 1,
  onConnectionError: (error) => {
    console.error(error);
    process.exitCode = 1;
  },
});
const logger = winston.createLogger({ level: 'debug', transports: [loki] });
lines(
  (message, order) => logger.error({ message, order, trace_id: traceId, span_id: spanId }),
  (message, order) => logger.warn({ message, order, trace_id: traceId, span_id: spanId }),
);
await loki.flush();
process.exit();
