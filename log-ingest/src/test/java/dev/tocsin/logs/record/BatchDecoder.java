package dev.tocsin.logs.record;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From one Kafka value (an OTLP {@code ExportLogsServiceRequest}) to flat rows. */
public final class BatchDecoder {

  private BatchDecoder() {}

  /**
   * Decodes a whole batch or nothing.
   *
   * @param partition where the batch lies
   * @param offset where the batch lies
   * @param receivedNs when this platform took it in; stands in for missing times
   * @throws InvalidProtocolBufferException when the bytes are not such a request
   */
  public static List<LogEntry> decode(byte[] value, int partition, long offset, long receivedNs)
      throws InvalidProtocolBufferException {
    var request = ExportLogsServiceRequest.parseFrom(value);
    var rows = new ArrayList<LogEntry>();
    for (var resourceLogs : request.getResourceLogsList()) {
      var attributes = resourceLogs.getResource().getAttributesList();
      String service = Services.nameOf(attributes);
      String resource = AnyValues.toJson(AnyValues.flatten(attributes));
      for (var scopeLogs : resourceLogs.getScopeLogsList()) {
        String scope = scopeLogs.getScope().getName();
        for (var record : scopeLogs.getLogRecordsList()) {
          var id = new RecordId(partition, offset, rows.size());
          rows.add(row(id, record, service, resource, scope, receivedNs));
        }
      }
    }
    return rows;
  }

  private static LogEntry row(
      RecordId id,
      LogRecord record,
      String service,
      String resource,
      String scope,
      long receivedNs) {
    Map<String, AnyValue> attributes = AnyValues.flatten(record.getAttributesList());
    String body = body(record, attributes);
    if (!record.getEventName().isEmpty()) {
      attributes.putIfAbsent(
          "event.name", AnyValue.newBuilder().setStringValue(record.getEventName()).build());
    }
    long observed =
        record.getObservedTimeUnixNano() > 0 ? record.getObservedTimeUnixNano() : receivedNs;
    return new LogEntry(
        id,
        record.getTimeUnixNano() > 0 ? record.getTimeUnixNano() : observed,
        observed,
        Severity.ofOtlp(record.getSeverityNumberValue(), record.getSeverityText()),
        service,
        body,
        AnyValues.toJson(attributes),
        resource,
        hexId(record.getTraceId(), 16),
        hexId(record.getSpanId(), 8),
        scope);
  }

  /** A map as body: its fields become attributes, its message (or its JSON) the readable body. */
  private static String body(LogRecord record, Map<String, AnyValue> attributes) {
    AnyValue body = record.getBody();
    if (!body.hasKvlistValue()) {
      return AnyValues.toText(body);
    }
    var fields = new LinkedHashMap<String, AnyValue>();
    AnyValues.flatten("", body.getKvlistValue().getValuesList(), fields, 0);
    fields.forEach(attributes::putIfAbsent);
    String message = AnyValues.message(fields);
    return message == null ? AnyValues.toText(body) : message;
  }

  /** Ids of wrong length or all zero count as absent. */
  private static String hexId(ByteString id, int length) {
    if (id.size() != length) {
      return "";
    }
    String hex = HexFormat.of().formatHex(id.toByteArray());
    return hex.chars().allMatch(c -> c == '0') ? "" : hex;
  }
}
