package dev.tocsin.slo.indicator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.events.ProbeResult;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads probe results and trusts nothing in them. */
final class ProbeResultReader {

  private static final int MAX_TEXT = 200;

  private final ObjectMapper json;

  ProbeResultReader(ObjectMapper json) {
    this.json = json;
  }

  /** The result; null when it cannot be counted by anybody. */
  @Nullable ProbeResult read(@Nullable String value) {
    if (value == null) {
      return null;
    }
    try {
      ProbeResult result = json.readValue(value, ProbeResult.class);
      return result != null && complete(result) ? result : null;
    } catch (JsonProcessingException broken) {
      return null;
    }
  }

  @SuppressWarnings("ConstantValue") // Jackson passes null for an absent property
  private static boolean complete(ProbeResult result) {
    return storable(result.eventId())
        && storable(result.monitorId())
        && storable(result.monitorName())
        && result.intended() != null
        && result.verdict() != null;
  }

  /** PostgreSQL takes neither a zero character nor half a surrogate pair. */
  private static boolean storable(@Nullable String text) {
    return text != null
        && !text.isBlank()
        && text.length() <= MAX_TEXT
        && text.indexOf('\0') < 0
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
