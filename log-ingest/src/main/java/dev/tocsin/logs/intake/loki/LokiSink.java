package dev.tocsin.logs.intake.loki;

import dev.tocsin.logs.intake.Attr;
import dev.tocsin.logs.intake.RecordSink;
import dev.tocsin.logs.record.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns streams and entries into records: labels become the resource, metadata the attributes. The
 * level comes from the labels, the metadata, or the line, in this order.
 */
final class LokiSink {

  private final RecordSink sink;
  private final LineFacts facts = new LineFacts();
  private @Nullable Severity streamLevel;

  LokiSink(RecordSink sink) {
    this.sink = sink;
  }

  RecordSink sink() {
    return sink;
  }

  /** The entries that follow belong to this stream. */
  void stream(Map<String, String> labels) {
    streamLevel = null;
    var resource = new ArrayList<Attr>(labels.size() + 1);
    String service = LokiLabels.service(labels);
    if (service != null) {
      resource.add(new Attr("service.name", service));
    }
    labels.forEach(
        (name, value) -> {
          Severity level = levelIn(name, value);
          if (level != null) {
            streamLevel = level;
          }
          boolean shown = name.equals("level") || name.equals("detected_level");
          if (!name.equals("service_name")
              && !name.equals("service.name")
              && !(shown && level != null)) {
            resource.add(new Attr(name, value));
          }
        });
    sink.origin(resource, "", "");
  }

  /** The stream's labels could not be read: nothing of it is lost, the text is kept. */
  void unreadableStream(String labels) {
    streamLevel = null;
    sink.origin(List.of(new Attr("loki.labels", labels)), "", "");
  }

  private static @Nullable Severity levelIn(String name, String value) {
    if (!LineFacts.namesLevel(name) && !name.equals("detected_level")) {
      return null;
    }
    var said = Severity.ofText(value);
    return said.number() > 0 ? said : null;
  }

  /** One line with its metadata, names and values in turn. */
  void entry(long timeNs, byte[] b, int from, int to, List<String> metadata) {
    var draft = sink.draft().timeNs(timeNs);
    Severity level = streamLevel;
    String trace = null;
    String span = null;
    for (int i = 0; i + 1 < metadata.size(); i += 2) {
      String name = metadata.get(i);
      String value = metadata.get(i + 1);
      Severity said = level == null ? levelIn(name, value) : null;
      if (said != null) {
        level = said;
        continue;
      }
      String id = idIn(name, value);
      if (id == null) {
        draft.attribute(name, value);
      } else if (id.length() == 32) {
        trace = id;
      } else {
        span = id;
      }
    }
    facts.read(b, from, to, level == null);
    level = level == null ? facts.severity() : level;
    trace = trace == null ? facts.trace() : trace;
    span = span == null ? facts.span() : span;
    if (level != null) {
      draft.severity(level.number(), level.text());
    }
    if (trace != null) {
      draft.traceIdHex(trace);
    }
    if (span != null) {
      draft.spanIdHex(span);
    }
    draft.body(b, from, to);
    sink.add();
  }

  private static @Nullable String idIn(String name, String value) {
    return switch (name) {
      case "trace_id", "traceId", "traceID", "traceid", "trace.id" -> LineFacts.id(value, 32);
      case "span_id", "spanId", "spanID", "spanid", "span.id" -> LineFacts.id(value, 16);
      default -> null;
    };
  }
}
