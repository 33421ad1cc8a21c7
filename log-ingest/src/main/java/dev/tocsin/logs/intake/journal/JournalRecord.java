package dev.tocsin.logs.intake.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.logs.intake.Attr;
import dev.tocsin.logs.intake.RecordDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the fields of a journal entry mean. */
final class JournalRecord {

  private static final int[] SEVERITIES = {21, 19, 18, 17, 13, 10, 9, 5};
  private static final String[] WORDS = {
    "emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"
  };

  /**
   * Fields that have found their place; other names that begin with two underscores say nothing.
   */
  private static final Set<String> PLACED =
      Set.of(
          "MESSAGE",
          "PRIORITY",
          "_HOSTNAME",
          "_MACHINE_ID",
          "_SOURCE_REALTIME_TIMESTAMP",
          "_BOOT_ID",
          "TRACE_ID",
          "SPAN_ID");

  private JournalRecord() {}

  /** Where the entry comes from: its service, host and unit. */
  static List<Attr> origin(JournalEntry entry) {
    var attributes = new ArrayList<Attr>(5);
    String service = first(entry, "SYSLOG_IDENTIFIER", "_SYSTEMD_UNIT", "_COMM");
    if (service != null) {
      attributes.add(Attr.of("service.name", service));
    }
    add(attributes, "host.name", text(entry, "_HOSTNAME"));
    add(attributes, "host.id", text(entry, "_MACHINE_ID"));
    add(attributes, "systemd.unit", text(entry, "_SYSTEMD_UNIT"));
    return attributes;
  }

  /** Puts the entry into a record. */
  static void fill(JournalEntry entry, RecordDraft draft) {
    draft.timeNs(time(entry));
    String priority = text(entry, "PRIORITY");
    if (priority != null
        && priority.length() == 1
        && priority.charAt(0) >= '0'
        && priority.charAt(0) <= '7') {
      int number = priority.charAt(0) - '0';
      draft.severity(SEVERITIES[number], WORDS[number]);
    }
    String trace = text(entry, "TRACE_ID");
    if (trace != null) {
      draft.traceIdHex(trace);
    }
    String span = text(entry, "SPAN_ID");
    if (span != null) {
      draft.spanIdHex(span);
    }
    int message = entry.find("MESSAGE");
    if (message >= 0) {
      draft.body(entry.bytes(), entry.from(message), entry.to(message));
    }
    for (int i = 0; i < entry.count(); i++) {
      String name = entry.name(i);
      if (!name.startsWith("__") && !PLACED.contains(name)) {
        draft.attribute(
            name, new String(entry.bytes(), entry.from(i), entry.to(i) - entry.from(i), UTF_8));
      }
    }
    if (!entry.tooLarge().isEmpty()) {
      draft.attribute("journal.left_out", entry.tooLarge());
    }
  }

  /** The journal's name for the entry, unique for ever; null when it has none. */
  static byte @Nullable [] cursor(JournalEntry entry) {
    String cursor = text(entry, "__CURSOR");
    return cursor == null ? null : cursor.getBytes(ISO_8859_1);
  }

  /** Microseconds in the journal; the sender's own time counts when it is there. */
  private static long time(JournalEntry entry) {
    String micros = first(entry, "_SOURCE_REALTIME_TIMESTAMP", "__REALTIME_TIMESTAMP");
    if (micros == null || micros.length() > 16 || !micros.chars().allMatch(Character::isDigit)) {
      return 0;
    }
    return Long.parseLong(micros) * 1000;
  }

  private static void add(List<Attr> attributes, String key, @Nullable String value) {
    if (value != null) {
      attributes.add(Attr.of(key, value));
    }
  }

  private static @Nullable String first(JournalEntry entry, String... names) {
    for (String name : names) {
      String value = text(entry, name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static @Nullable String text(JournalEntry entry, String name) {
    int field = entry.find(name);
    if (field < 0 || entry.to(field) == entry.from(field)) {
      return null;
    }
    return new String(entry.bytes(), entry.from(field), entry.to(field) - entry.from(field), UTF_8)
        .strip();
  }
}
