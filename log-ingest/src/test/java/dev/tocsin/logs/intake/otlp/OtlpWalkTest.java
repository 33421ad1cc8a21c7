package dev.tocsin.logs.intake.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dev.tocsin.logs.intake.Rejection;
import dev.tocsin.logs.intake.Taken;
import dev.tocsin.testkit.Seeded;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtlpWalkTest {

  private final Taken taken = new Taken();

  @Test
  void cleanRecordsStayAsTheyAre() {
    Seeded.check(
        200,
        random -> {
          var request = request(random);
          assertThat(walked(request.toByteArray())).isEqualTo(records(request));
        });
  }

  @Test
  void fieldsInAnyOrderAndUnknownOnesAreFine() throws IOException {
    var record =
        LogRecord.newBuilder()
            .setTimeUnixNano(Taken.NOW_NS)
            .setBody(text("hi"))
            .setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
                    .build())
            .build();
    var bytes = new ByteArrayOutputStream();
    var out = CodedOutputStream.newInstance(bytes);
    out.writeMessage(2, ScopeLogs.newBuilder().addLogRecords(record).build());
    out.writeMessage(1, resource("late"));
    out.flush();
    var whole = new ByteArrayOutputStream();
    var outer = CodedOutputStream.newInstance(whole);
    outer.writeByteArray(1, bytes.toByteArray());
    outer.flush();

    walk(whole.toByteArray());
    assertThat(taken.lines()).extracting(Taken.Line::service).containsExactly("late");
  }

  @Test
  void secretsAreReplacedAtEveryDepth() {
    var record =
        LogRecord.newBuilder()
            .setTimeUnixNano(Taken.NOW_NS)
            .setSeverityNumberValue(17)
            .setBody(text("paid with 4111 1111 1111 1111"))
            .addAttributes(pair("password", text("hunter2")))
            .addAttributes(pair("n", AnyValue.newBuilder().setIntValue(5).build()))
            .addAttributes(
                pair(
                    "deep",
                    AnyValue.newBuilder()
                        .setKvlistValue(
                            KeyValueList.newBuilder()
                                .addValues(pair("api_key", text("abc")))
                                .addValues(pair("x", text("y"))))
                        .build()))
            .build();
    walk(request("shop", record));
    var line = taken.lines().getFirst();
    assertThat(line.body()).isEqualTo("paid with [redacted:card]");
    assertThat(line.severity()).isEqualTo(17);
    assertThat(line.timeNs()).isEqualTo(Taken.NOW_NS);
    assertThat(line.attributes())
        .containsEntry("password", "[redacted:password]")
        .containsEntry("n", 5L)
        .containsEntry("deep", java.util.Map.of("api_key", "[redacted:password]", "x", "y"));
  }

  @Test
  void brokenTextBecomesReadable() {
    byte[] broken = {'a', (byte) 0xFF, 'b', 0};
    byte[] record =
        LogRecord.newBuilder()
            .setTimeUnixNano(Taken.NOW_NS)
            .setBody(text("abcd"))
            .build()
            .toByteArray();
    for (int i = 0; i + 4 <= record.length; i++) {
      if (record[i] == 'a' && record[i + 1] == 'b') {
        System.arraycopy(broken, 0, record, i, 4);
      }
    }
    var scope = message(2, record);
    walk(message(1, message(2, scope)));
    assertThat(taken.lines().getFirst().body()).isEqualTo("a�b�");
  }

  @Test
  void malformedBytesAreRefusedWhole() {
    byte[] good = request("shop", LogRecord.newBuilder().setBody(text("hi")).build());
    for (int cut = 1; cut < good.length; cut++) {
      byte[] part = java.util.Arrays.copyOf(good, cut);
      assertThatThrownBy(() -> walk(part)).isInstanceOf(Wire.Malformed.class);
    }
    assertThatThrownBy(() -> walk("no protobuf at all".getBytes(UTF_8)))
        .isInstanceOf(Wire.Malformed.class);
  }

  @Test
  void aRecordNestedTooDeepCostsOnlyItself() {
    var deep = text("x");
    for (int i = 0; i < 300; i++) {
      deep = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(deep)).build();
    }
    var bad = LogRecord.newBuilder().setBody(deep).build();
    var good = LogRecord.newBuilder().setBody(text("good")).build();
    walk(request("shop", bad, good));
    assertThat(taken.rejections()).containsOnlyKeys(Rejection.TOO_DEEP);
    assertThat(taken.lines()).extracting(Taken.Line::body).containsExactly("good");
  }

  private void walk(byte[] bytes) {
    new OtlpWalk(taken.sink(), taken.sink().redaction(), bytes).read(bytes.length);
  }

  private static List<String> walked(byte[] bytes) {
    var taken = new Taken();
    new OtlpWalk(taken.sink(), taken.sink().redaction(), bytes).read(bytes.length);
    var found = new ArrayList<String>();
    for (var batch : taken.sink().batches()) {
      try {
        found.addAll(records(ExportLogsServiceRequest.parseFrom(batch.value())));
      } catch (InvalidProtocolBufferException e) {
        throw new AssertionError(e);
      }
    }
    return found.stream().sorted().toList();
  }

  private static List<String> records(ExportLogsServiceRequest request) {
    var found = new ArrayList<String>();
    for (var resource : request.getResourceLogsList()) {
      for (var scope : resource.getScopeLogsList()) {
        for (var record : scope.getLogRecordsList()) {
          found.add(resource.getResource() + "|" + scope.getScope() + "|" + record);
        }
      }
    }
    return found.stream().sorted().toList();
  }

  private static ExportLogsServiceRequest request(Seeded random) {
    var request = ExportLogsServiceRequest.newBuilder();
    for (int r = random.between(0, 3); r > 0; r--) {
      var resource = ResourceLogs.newBuilder().setResource(resource("s" + random.between(0, 1)));
      for (int s = random.between(0, 2); s > 0; s--) {
        var scope =
            ScopeLogs.newBuilder()
                .setScope(InstrumentationScope.newBuilder().setName("lib" + s).setVersion("1"));
        for (int n = random.between(0, 4); n > 0; n--) {
          scope.addLogRecords(
              LogRecord.newBuilder()
                  .setTimeUnixNano(Taken.NOW_NS + n)
                  .setObservedTimeUnixNano(Taken.NOW_NS)
                  .setSeverityNumberValue(random.between(0, 24))
                  .setSeverityText("W" + n)
                  .setBody(value(random, 0))
                  .setTraceId(ByteString.copyFrom(new byte[16]))
                  .setFlags(random.between(0, 300))
                  .setEventName("e" + n)
                  .addAttributes(pair("k" + random.between(0, 9), value(random, 0)))
                  .addAttributes(pair("other", value(random, 0))));
        }
        resource.addScopeLogs(scope);
      }
      request.addResourceLogs(resource);
    }
    return request.build();
  }

  private static AnyValue value(Seeded random, int depth) {
    return switch (random.between(0, depth > 3 ? 3 : 5)) {
      case 0 -> text("w".repeat(random.between(0, 300)));
      case 1 -> AnyValue.newBuilder().setIntValue(random.between(-5L, Long.MAX_VALUE - 1)).build();
      case 2 -> AnyValue.newBuilder().setDoubleValue(random.between(0, 9) / 7.0).build();
      case 3 -> AnyValue.newBuilder().setBoolValue(random.chance(0.5)).build();
      case 4 ->
          AnyValue.newBuilder()
              .setArrayValue(
                  ArrayValue.newBuilder()
                      .addValues(value(random, depth + 1))
                      .addValues(value(random, depth + 1)))
              .build();
      default ->
          AnyValue.newBuilder()
              .setKvlistValue(
                  KeyValueList.newBuilder().addValues(pair("in", value(random, depth + 1))))
              .build();
    };
  }

  private static byte[] request(String service, LogRecord... records) {
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .setResource(resource(service))
                .addScopeLogs(ScopeLogs.newBuilder().addAllLogRecords(List.of(records))))
        .build()
        .toByteArray();
  }

  private static Resource resource(String service) {
    return Resource.newBuilder().addAttributes(pair("service.name", text(service))).build();
  }

  private static KeyValue pair(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private static AnyValue text(String text) {
    return AnyValue.newBuilder().setStringValue(text).build();
  }

  private static byte[] message(int field, byte[] content) {
    try {
      var bytes = new ByteArrayOutputStream();
      var out = CodedOutputStream.newInstance(bytes);
      out.writeByteArray(field, content);
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
