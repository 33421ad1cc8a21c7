package dev.tocsin.benchmarks.logs;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** OTLP protobuf as SDKs send it: each pod its own bodies of 512 records. */
final class OtlpForm implements Form {

  private static final int RECORDS = 512;

  private final Map<Line.Pod, ScopeLogs.Builder> open = new LinkedHashMap<>();

  @Override
  public void add(Line line, Consumer<Body> full) {
    var scope =
        open.computeIfAbsent(
            line.pod(),
            pod ->
                ScopeLogs.newBuilder()
                    .setScope(
                        InstrumentationScope.newBuilder()
                            .setName("com.example.shop." + pod.service())));
    scope.addLogRecords(record(line));
    if (scope.getLogRecordsCount() == RECORDS) {
      full.accept(body(line.pod(), scope));
      open.remove(line.pod());
    }
  }

  @Override
  public void end(Consumer<Body> full) {
    open.forEach((pod, scope) -> full.accept(body(pod, scope)));
    open.clear();
  }

  private static LogRecord record(Line line) {
    var record =
        LogRecord.newBuilder()
            .setTimeUnixNano(line.timeNs())
            .setObservedTimeUnixNano(line.timeNs() + 1000)
            .setSeverityNumber(SeverityNumber.forNumber(line.level()))
            .setSeverityText(line.word().toUpperCase(Locale.ROOT))
            .setBody(AnyValue.newBuilder().setStringValue(line.message()))
            .addAttributes(text("method", line.method()))
            .addAttributes(text("route", line.route()))
            .addAttributes(text("path", line.path()))
            .addAttributes(
                KeyValue.newBuilder()
                    .setKey("status")
                    .setValue(AnyValue.newBuilder().setIntValue(line.status())))
            .addAttributes(
                KeyValue.newBuilder()
                    .setKey("duration_ms")
                    .setValue(AnyValue.newBuilder().setDoubleValue(line.durationMs())))
            .addAttributes(text("user", "u-" + line.user()))
            .addAttributes(text("thread", line.thread()));
    if (line.traceId() != null) {
      record.setTraceId(ByteString.copyFrom(HexFormat.of().parseHex(line.traceId())));
      record.setSpanId(ByteString.copyFrom(HexFormat.of().parseHex(String.valueOf(line.spanId()))));
    }
    if (line.stackTrace() != null) {
      record.addAttributes(text("stack", line.stackTrace()));
    }
    return record.build();
  }

  private static Body body(Line.Pod pod, ScopeLogs.Builder scope) {
    var resource =
        Resource.newBuilder()
            .addAttributes(text("service.name", pod.service()))
            .addAttributes(text("service.version", pod.version()))
            .addAttributes(text("k8s.pod.name", pod.name()))
            .addAttributes(text("host.name", pod.node()))
            .addAttributes(text("cloud.region", pod.region()));
    return new Body(
        ExportLogsServiceRequest.newBuilder()
            .addResourceLogs(ResourceLogs.newBuilder().setResource(resource).addScopeLogs(scope))
            .build()
            .toByteArray(),
        scope.getLogRecordsCount());
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  @Override
  public String contentType() {
    return "application/x-protobuf";
  }

  @Override
  public String path() {
    return "/v1/logs";
  }
}
