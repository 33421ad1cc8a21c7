package dev.tocsin.slo.indicator;

import dev.tocsin.events.Topics;
import dev.tocsin.outbox.OutboxMessage;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A record that nobody can count, kept for people. */
public final class DeadLetterPublisher {

  private DeadLetterPublisher() {}

  /** The letter; characters that PostgreSQL cannot keep are replaced. */
  public static OutboxMessage of(ConsumerRecord<String, String> record, String reason) {
    var headers = new LinkedHashMap<String, String>();
    for (Header header : record.headers()) {
      if (header.value() != null) {
        headers.put(header.key(), clean(new String(header.value(), StandardCharsets.UTF_8)));
      }
    }
    headers.put("tocsin-reason", reason);
    return new OutboxMessage(
        "kafka:" + Topics.dlq(record.topic()), clean(record.key()), headers, clean(record.value()));
  }

  private static String clean(@Nullable String text) {
    return text == null ? "" : text.replace('\0', '\uFFFD');
  }
}
