import { context, trace, TraceFlags } from '@opentelemetry/api';
import { SeverityNumber } from '@opentelemetry/api-logs';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { base, key, lines, service, spanId, traceId } from './lines.mjs';

const exporter = new OTLPLogExporter({
  url: `${base}/v1/logs`,
  headers: { authorization: `Bearer ${key}` },
});
const provider = new LoggerProvider({
  resource: resourceFromAttributes({ 'service.name': service }),
  processors: [new BatchLogRecordProcessor({ exporter })],
});
const logger = provider.getLogger('till');
const span = trace.setSpanContext(context.active(), { traceId, spanId, traceFlags: TraceFlags.SAMPLED });
lines(
  (body, order) =>
    logger.emit({ severityNumber: SeverityNumber.ERROR, severityText: 'ERROR', body, attributes: { order }, context: span }),
  (body, order) =>
    logger.emit({ severityNumber: SeverityNumber.WARN, severityText: 'WARN', body, attributes: { order }, context: span }),
);
await provider.shutdown();
