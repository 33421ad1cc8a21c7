import { Button, Empty } from '../ui';
import type { LogSearch } from './LogsPage';

interface Props {
  search: LogSearch;
  onWiden: () => void;
  onClear: () => void;
}

export function NoLines({ search, onWiden, onClear }: Props) {
  const filtered = Boolean(search.q || search.level || search.service || search.traceId);
  const buttons = (
    <div className="line">
      <Button variant="default" onClick={onWiden}>
        Search a longer time
      </Button>
      {filtered ? (
        <Button variant="default" onClick={onClear}>
          Clear the filters
        </Button>
      ) : null}
    </div>
  );
  if (filtered) return <Empty title="No line matches in this range" action={buttons} />;
  return (
    <Empty title="No lines in this range" action={buttons} snippet={{ label: 'Send one line, with the variables of .tocsin/credentials.env', text: SNIPPET }}>
      Anything that speaks OpenTelemetry can send here: set <code>OTEL_EXPORTER_OTLP_LOGS_ENDPOINT</code> to <code>$TOCSIN_LOGS_URL/v1/logs</code> and give the ingest key as a bearer token.
    </Empty>
  );
}

const SNIPPET = `curl -sS "$TOCSIN_LOGS_URL/api/v1/logs" \\
  -H "Authorization: Bearer $TOCSIN_INGEST_KEY" -H 'Content-Type: application/json' \\
  -d '[{"level":"warn","service":"shop","body":"payment took 4.2 s","attributes":{"order":"A-1017"}}]'`;
