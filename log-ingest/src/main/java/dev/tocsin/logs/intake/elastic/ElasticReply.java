package dev.tocsin.logs.intake.elastic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The JSON of the door's answers. */
final class ElasticReply {

  private static final JsonFactory JSON = new JsonFactory();

  private interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  private ElasticReply() {}

  /** One verdict per action, in the order of the request. */
  static byte[] bulk(List<BulkItem> items, long tookMs) {
    return json(
        json -> {
          json.writeNumberField("took", tookMs);
          json.writeBooleanField("errors", items.stream().anyMatch(item -> item.status() >= 400));
          json.writeArrayFieldStart("items");
          for (BulkItem item : items) {
            json.writeStartObject();
            json.writeObjectFieldStart(item.action());
            item(json, item);
            json.writeEndObject();
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void item(JsonGenerator json, BulkItem item) throws IOException {
    json.writeStringField("_index", item.index());
    json.writeStringField("_id", item.id());
    String error = item.error();
    if (error == null) {
      boolean created = item.status() == 201;
      json.writeNumberField("_version", created ? 1 : 2);
      json.writeStringField("result", created ? "created" : "updated");
      json.writeObjectFieldStart("_shards");
      json.writeNumberField("total", 1);
      json.writeNumberField("successful", 1);
      json.writeNumberField("failed", 0);
      json.writeEndObject();
      json.writeNumberField("_seq_no", 0);
      json.writeNumberField("_primary_term", 1);
    }
    json.writeNumberField("status", item.status());
    if (error != null) {
      json.writeObjectFieldStart("error");
      json.writeStringField("type", error);
      json.writeStringField("reason", item.reason());
      json.writeEndObject();
    }
  }

  /** A refusal of the whole request. */
  static byte[] error(int status, String reason) {
    String type =
        switch (status) {
          case 401, 403 -> "security_exception";
          case 404 -> "resource_not_found_exception";
          case 413 -> "content_too_long_exception";
          case 415 -> "media_type_header_exception";
          case 429 -> "es_rejected_execution_exception";
          case 503 -> "unavailable_shards_exception";
          default -> "illegal_argument_exception";
        };
    return json(
        json -> {
          json.writeObjectFieldStart("error");
          json.writeArrayFieldStart("root_cause");
          json.writeStartObject();
          json.writeStringField("type", type);
          json.writeStringField("reason", reason);
          json.writeEndObject();
          json.writeEndArray();
          json.writeStringField("type", type);
          json.writeStringField("reason", reason);
          json.writeEndObject();
          json.writeNumberField("status", status);
        });
  }

  /** Who answers here; the tagline is compared literally by older clients. */
  static byte[] welcome(String version) {
    return json(
        json -> {
          json.writeStringField("name", "tocsin");
          json.writeStringField("cluster_name", "tocsin");
          json.writeStringField("cluster_uuid", "tocsin-log-ingest-0001");
          json.writeObjectFieldStart("version");
          json.writeStringField("number", version);
          json.writeStringField("build_flavor", "default");
          json.writeStringField("build_type", "tar");
          json.writeStringField("build_hash", "0000000000000000000000000000000000000000");
          json.writeStringField("build_date", "2026-01-01T00:00:00.000000000Z");
          json.writeBooleanField("build_snapshot", false);
          json.writeStringField("lucene_version", "10.0.0");
          json.writeStringField("minimum_wire_compatibility_version", "7.17.0");
          json.writeStringField("minimum_index_compatibility_version", "7.0.0");
          json.writeEndObject();
          json.writeStringField("tagline", "You Know, for Search");
        });
  }

  /** A licence that never ends. */
  static byte[] license() {
    return json(
        json -> {
          json.writeObjectFieldStart("license");
          json.writeStringField("status", "active");
          json.writeStringField("uid", "tocsin");
          json.writeStringField("type", "basic");
          json.writeNumberField("expiry_date_in_millis", 4_000_000_000_000L);
          json.writeEndObject();
        });
  }

  /** What old collectors ask before they send. */
  static byte[] features() {
    return json(
        json -> {
          json.writeObjectFieldStart("license");
          json.writeStringField("mode", "basic");
          json.writeStringField("status", "active");
          json.writeEndObject();
          json.writeObjectFieldStart("features");
          json.writeEndObject();
          json.writeStringField("tagline", "You know, for X");
        });
  }

  /** As well as a cluster of one can be. */
  static byte[] health() {
    return json(
        json -> {
          json.writeStringField("cluster_name", "tocsin");
          json.writeStringField("status", "green");
          json.writeBooleanField("timed_out", false);
          json.writeNumberField("number_of_nodes", 1);
          json.writeNumberField("number_of_data_nodes", 1);
        });
  }

  /** Yes. */
  static byte[] done() {
    return json(json -> json.writeBooleanField("acknowledged", true));
  }

  private static byte[] json(Writing writing) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      writing.to(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
    return bytes.toByteArray();
  }
}
