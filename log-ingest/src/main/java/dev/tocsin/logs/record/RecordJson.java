package dev.tocsin.logs.record;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.resource.v1.Resource;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** One OTLP record as the JSON line that the JSON door would read back into the same record. */
public final class RecordJson {

  private RecordJson() {}

  /**
   * The line, without a line end.
   *
   * @throws InvalidProtocolBufferException when one of the two is no such message
   */
  public static String of(byte[] resource, byte[] record, int from, int to)
      throws InvalidProtocolBufferException {
    var parsed = LogRecord.parseFrom(ByteBuffer.wrap(record, from, to - from));
    Map<String, AnyValue> fields = new LinkedHashMap<>();
    long time = parsed.getTimeUnixNano();
    if (time != 0) {
      Instant at = Instant.ofEpochSecond(time / 1_000_000_000L, time % 1_000_000_000L);
      fields.put("time", text(at.toString()));
    }
    if (!parsed.getSeverityText().isEmpty()) {
      fields.put("severityText", text(parsed.getSeverityText()));
    } else if (parsed.getSeverityNumberValue() != 0) {
      fields.put("severityNumber", number(parsed.getSeverityNumberValue()));
    }
    fields.put("message", text(AnyValues.toText(parsed.getBody())));
    if (!parsed.getTraceId().isEmpty()) {
      fields.put("trace_id", text(HexFormat.of().formatHex(parsed.getTraceId().toByteArray())));
    }
    if (!parsed.getSpanId().isEmpty()) {
      fields.put("span_id", text(HexFormat.of().formatHex(parsed.getSpanId().toByteArray())));
    }
    AnyValues.flatten(Resource.parseFrom(resource).getAttributesList())
        .forEach(fields::putIfAbsent);
    AnyValues.flatten(parsed.getAttributesList()).forEach(fields::putIfAbsent);
    return AnyValues.toJson(fields);
  }

  private static AnyValue text(String value) {
    return AnyValue.newBuilder().setStringValue(value).build();
  }

  private static AnyValue number(long value) {
    return AnyValue.newBuilder().setIntValue(value).build();
  }
}
