package dev.tocsin.logs.intake.syslog;

import dev.tocsin.logs.intake.Attr;
import dev.tocsin.logs.intake.RecordDraft;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One syslog message, understood; reused for the next one. */
final class SyslogMessage {

  private static final int[] SEVERITIES = {21, 19, 18, 17, 13, 10, 9, 5};
  private static final String[] WORDS = {
    "emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"
  };
  private static final String[] FACILITIES = {
    "kern",
    "user",
    "mail",
    "daemon",
    "auth",
    "syslog",
    "lpr",
    "news",
    "uucp",
    "cron",
    "authpriv",
    "ftp",
    "ntp",
    "security",
    "console",
    "solaris-cron",
    "local0",
    "local1",
    "local2",
    "local3",
    "local4",
    "local5",
    "local6",
    "local7"
  };

  int priority;
  long timeNs;
  @Nullable String host;
  @Nullable String app;
  @Nullable String process;
  @Nullable String id;
  final List<String> data = new ArrayList<>();
  int bodyFrom;
  int bodyTo;

  void clear() {
    priority = -1;
    timeNs = 0;
    host = null;
    app = null;
    process = null;
    id = null;
    data.clear();
    bodyFrom = 0;
    bodyTo = 0;
  }

  /** Where it comes from: its application and host. */
  List<Attr> origin() {
    var attributes = new ArrayList<Attr>(2);
    if (app != null) {
      attributes.add(Attr.of("service.name", app));
    }
    if (host != null) {
      attributes.add(Attr.of("host.name", host));
    }
    return attributes;
  }

  /** Puts it into a record that stands for a line of {@code bytes}. */
  void fill(RecordDraft draft, byte[] bytes) {
    draft.timeNs(timeNs).body(bytes, bodyFrom, bodyTo);
    if (priority >= 0) {
      draft.severity(SEVERITIES[priority & 7], WORDS[priority & 7]);
      draft.attribute("syslog.facility", FACILITIES[priority >> 3]);
    }
    if (process != null) {
      draft.attribute("syslog.procid", process);
    }
    if (id != null) {
      draft.attribute("syslog.msgid", id);
    }
    for (int i = 0; i + 1 < data.size(); i += 2) {
      element(draft, data.get(i), data.get(i + 1));
    }
  }

  private static void element(RecordDraft draft, String name, String value) {
    String last = name.substring(name.indexOf('.') + 1);
    switch (last) {
      case "trace_id", "traceId", "trace.id" -> {
        if (!draft.traceIdHex(value).hasTrace()) {
          draft.attribute(name, value);
        }
      }
      case "span_id", "spanId", "span.id" -> draft.spanIdHex(value);
      default -> draft.attribute(name, value);
    }
  }
}
