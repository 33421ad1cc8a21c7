package dev.tocsin.events;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * CloudEvents 1.0 context attributes in Kafka's binary mode: each attribute is a record header with
 * the prefix {@code ce_}, the record's value is the data.
 *
 * @param id unique per event; consumers drop what they have already seen
 * @param source the sending service, for instance {@code uptime-prober}
 * @param type what happened, for instance {@code tocsin.probe-result}
 * @param time when it happened
 * @param subject the thing it happened to, for instance a monitor's id
 */
public record CloudEvent(String id, String source, String type, Instant time, String subject) {

  private static final String SPEC_VERSION = "1.0";

  /** The attributes as record headers. */
  public Map<String, String> toHeaders() {
    var headers = new LinkedHashMap<String, String>();
    headers.put("ce_specversion", SPEC_VERSION);
    headers.put("ce_id", id);
    headers.put("ce_source", source);
    headers.put("ce_type", type);
    headers.put("ce_time", time.toString());
    headers.put("ce_subject", subject);
    headers.put("content-type", "application/json");
    return headers;
  }

  /**
   * Reads the attributes back.
   *
   * @throws IllegalArgumentException naming the header that is missing or unreadable
   */
  public static CloudEvent fromHeaders(Map<String, String> headers) {
    try {
      return new CloudEvent(
          required(headers, "ce_id"),
          required(headers, "ce_source"),
          required(headers, "ce_type"),
          Instant.parse(required(headers, "ce_time")),
          required(headers, "ce_subject"));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("header ce_time is not an RFC 3339 time", e);
    }
  }

  private static String required(Map<String, String> headers, String name) {
    String value = headers.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("header " + name + " is missing");
    }
    return value;
  }
}
