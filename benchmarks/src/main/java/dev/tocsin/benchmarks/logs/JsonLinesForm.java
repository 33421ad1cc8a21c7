package dev.tocsin.benchmarks.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.function.Consumer;

/** JSON lines as a shipper on a node sends them: services mixed, a thousand lines in a body. */
final class JsonLinesForm implements Form {

  private static final int LINES = 1000;

  private final StringBuilder text = new StringBuilder(LINES * 500);
  private int lines;

  @Override
  public void add(Line line, Consumer<Body> full) {
    text.append("{\"time\":\"")
        .append(
            Instant.ofEpochSecond(line.timeNs() / 1_000_000_000, line.timeNs() % 1_000_000_000));
    field("level", line.word());
    field("service", line.pod().service());
    field("msg", line.message());
    if (line.traceId() != null) {
      field("trace_id", line.traceId());
      field("span_id", String.valueOf(line.spanId()));
    }
    field("pod", line.pod().name());
    field("node", line.pod().node());
    field("version", line.pod().version());
    field("region", line.pod().region());
    field("method", line.method());
    field("route", line.route());
    field("path", line.path());
    text.append("\",\"status\":").append(line.status());
    text.append(",\"duration_ms\":").append(line.durationMs());
    text.append(",\"user\":\"u-").append(line.user());
    field("thread", line.thread());
    if (line.stackTrace() != null) {
      field("stack", line.stackTrace().replace("\n", "\\n").replace("\t", "\\t"));
    }
    text.append("\"}\n");
    if (++lines == LINES) {
      end(full);
    }
  }

  private void field(String name, String value) {
    text.append("\",\"").append(name).append("\":\"").append(value);
  }

  @Override
  public void end(Consumer<Body> full) {
    if (lines > 0) {
      full.accept(new Body(text.toString().getBytes(UTF_8), lines));
      text.setLength(0);
      lines = 0;
    }
  }

  @Override
  public String contentType() {
    return "application/x-ndjson";
  }

  @Override
  public String path() {
    return "/api/v1/logs";
  }
}
