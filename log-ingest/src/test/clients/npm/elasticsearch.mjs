import { Client } from '@elastic/elasticsearch';
import { base, key, lines, service, spanId, traceId } from './lines.mjs';

const client = new Client({ node: process.env.ELASTIC_PATH ? `${base}${process.env.ELASTIC_PATH}` : base, auth: { apiKey: { id: 'tocsin', api_key: key } } });
const documents = [];
const document = (level) => (message, order) =>
  documents.push({
    '@timestamp': new Date().toISOString(),
    message,
    log: { level },
    service: { name: service },
    'trace.id': traceId,
    span: { id: spanId },
    order,
  });
lines(document('error'), document('warn'));

await client.info();
const result = await client.helpers.bulk({
  datasource: documents,
  onDocument: (doc) => ({ create: { _index: 'logs-till-default', _id: `${service}-${doc.order}` } }),
  onDrop: (dropped) => console.error(JSON.stringify(dropped)),
});
if (result.failed > 0 || result.successful !== documents.length) {
  console.error(result);
  process.exitCode = 1;
}
