package dev.tocsin.slo.indicator;

import dev.tocsin.events.Topics;
import dev.tocsin.outbox.OutboxMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record that nobody can count, kept for people. */
final class DeadLetter {

  private static final String CHANNEL = "kafka:" + Topics.dlq(Topics.PROBE_RESULTS);

  private DeadLetter() {}

  /** The letter; characters that PostgreSQL cannot keep are replaced. */
  static OutboxMessage of(
      @Nullable String key, @Nullable String value, Map<String, String> origin, String reason) {
    var headers = new LinkedHashMap<String, String>();
    origin.forEach((name, text) -> headers.put(name, clean(text)));
    headers.put("tocsin-reason", reason);
    return new OutboxMessage(
        CHANNEL, key == null ? "" : clean(key), headers, value == null ? "" : clean(value));
  }

  private static String clean(String text) {
    return text.replace('\0', '\uFFFD');
  }
}
