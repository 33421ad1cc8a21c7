package dev.tocsin.logs.intake;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tocsin.logs.redaction.Redactions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The real sink, and what a door's parser put into it. */
public final class Taken {

  /** The time at which everything arrives. */
  public static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  /** The same, in nanoseconds since the epoch. */
  public static final long NOW_NS = NOW.getEpochSecond() * 1_000_000_000L;

  /** One record as it lies in Kafka. */
  public record Line(
      long timeNs,
      int severity,
      String severityText,
      String body,
      Map<String, Object> resource,
      Map<String, Object> attributes,
      String trace,
      String span) {

    /** Its service. */
    public String service() {
      return String.valueOf(resource.get("service.name"));
    }

    /** Its event time. */
    public Instant time() {
      return Instant.ofEpochSecond(0, timeNs);
    }
  }

  private final IntakeRequest request =
      new IntakeRequest(
          1,
          "test",
          NOW_NS,
          new RecordLimits(
              NOW_NS - 14 * 86_400_000_000_000L, NOW_NS + 86_400_000_000_000L, 256 << 10),
          new Redactions(new SimpleMeterRegistry()).of(1));

  /** Where the parser puts its records. */
  public IntakeRequest sink() {
    return request;
  }

  /** Refused records by reason. */
  public Map<Rejection, Integer> rejections() {
    return request.rejections();
  }

  /** All records, those of one service together. Ends the request. */
  public List<Line> lines() {
    var lines = new ArrayList<Line>();
    for (var batch : request.batches()) {
      try {
        for (var resource :
            ExportLogsServiceRequest.parseFrom(batch.value()).getResourceLogsList()) {
          var origin = values(resource.getResource().getAttributesList());
          for (var scope : resource.getScopeLogsList()) {
            for (var record : scope.getLogRecordsList()) {
              lines.add(
                  new Line(
                      record.getTimeUnixNano(),
                      record.getSeverityNumberValue(),
                      record.getSeverityText(),
                      record.getBody().getStringValue(),
                      origin,
                      values(record.getAttributesList()),
                      hex(record.getTraceId()),
                      hex(record.getSpanId())));
            }
          }
        }
      } catch (InvalidProtocolBufferException e) {
        throw new AssertionError(e);
      }
    }
    return lines;
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  private static Map<String, Object> values(List<KeyValue> list) {
    var values = new TreeMap<String, Object>();
    list.forEach(item -> values.put(item.getKey(), value(item.getValue())));
    return values;
  }

  private static Object value(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case BOOL_VALUE -> value.getBoolValue();
      case ARRAY_VALUE -> value.getArrayValue().getValuesList().stream().map(Taken::value).toList();
      case KVLIST_VALUE -> values(value.getKvlistValue().getValuesList());
      default -> "null";
    };
  }
}
