package dev.tocsin.logs.segment;

import com.google.protobuf.ByteString;
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
import java.util.List;
import java.util.Random;

/** Requests with everything that OTLP allows, from a seed. */
final class RandomLogs {

  private static final String ODD = "aB3 _\n\t\"\\/äß€😀\u0000\u0007{}[]:,'";

  private RandomLogs() {}

  static ExportLogsServiceRequest request(Random random) {
    var request = ExportLogsServiceRequest.newBuilder();
    for (int r = random.nextInt(3); r >= 0; r--) {
      var resource = Resource.newBuilder();
      if (random.nextInt(5) > 0) {
        resource.addAttributes(
            text("service.name", "svc-" + "äzA".charAt(random.nextInt(3)) + random.nextInt(3)));
      }
      resource.addAttributes(text("host", odd(random, 6)));
      var logs = ResourceLogs.newBuilder().setResource(resource);
      for (int s = random.nextInt(3); s > 0; s--) {
        var scope = ScopeLogs.newBuilder();
        if (random.nextBoolean()) {
          scope.setScope(InstrumentationScope.newBuilder().setName("scope" + random.nextInt(2)));
        }
        for (int n = random.nextInt(20); n > 0; n--) {
          scope.addLogRecords(record(random));
        }
        logs.addScopeLogs(scope);
      }
      request.addResourceLogs(logs);
    }
    return request.build();
  }

  static LogRecord record(Random random) {
    var record =
        LogRecord.newBuilder()
            .setTimeUnixNano(random.nextInt(4) == 0 ? 0 : 1_000_000_000L * random.nextInt(50))
            .setObservedTimeUnixNano(random.nextBoolean() ? 0 : random.nextInt(1000))
            .setSeverityNumberValue(random.nextInt(30))
            .setSeverityText(List.of("", "WARN", "error", "30", "oddly").get(random.nextInt(5)))
            .setBody(value(random, 2))
            .setFlags(random.nextInt(2))
            .setEventName(random.nextInt(4) == 0 ? "event" + random.nextInt(3) : "");
    if (random.nextBoolean()) {
      record.setTraceId(bytes(random, random.nextInt(8) == 0 ? 5 : 16));
      record.setSpanId(bytes(random, 8));
    }
    for (int n = random.nextInt(8); n > 0; n--) {
      record.addAttributes(
          KeyValue.newBuilder()
              .setKey(random.nextInt(10) == 0 ? odd(random, 4) : "key" + random.nextInt(9))
              .setValue(value(random, 3)));
    }
    return record.build();
  }

  static AnyValue value(Random random, int depth) {
    var value = AnyValue.newBuilder();
    return switch (random.nextInt(depth > 0 ? 9 : 7)) {
      case 0 -> value.setIntValue(random.nextLong()).build();
      case 1 -> value.setBoolValue(random.nextBoolean()).build();
      case 2 ->
          value.setDoubleValue(random.nextInt(20) == 0 ? Double.NaN : decimal(random)).build();
      case 3 -> value.setBytesValue(bytes(random, 5)).build();
      case 7 -> {
        var list = ArrayValue.newBuilder();
        for (int n = random.nextInt(4); n > 0; n--) {
          list.addValues(value(random, depth - 1));
        }
        yield value.setArrayValue(list).build();
      }
      case 8 -> {
        var map = KeyValueList.newBuilder();
        for (int n = random.nextInt(4); n > 0; n--) {
          map.addValues(
              KeyValue.newBuilder()
                  .setKey(List.of("message", "key1", "inner", "msg").get(random.nextInt(4)))
                  .setValue(value(random, depth - 1)));
        }
        yield value.setKvlistValue(map).build();
      }
      default -> value.setStringValue(odd(random, 30)).build();
    };
  }

  static double decimal(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(100_000) / 100.0;
      case 1 -> random.nextDouble() * Math.pow(10, random.nextInt(40) - 20);
      case 2 -> random.nextInt(1000);
      default -> -random.nextInt(1_000_000) / 8.0;
    };
  }

  static String odd(Random random, int length) {
    var text = new StringBuilder();
    for (int n = random.nextInt(length); n > 0; n--) {
      text.appendCodePoint(ODD.codePoints().toArray()[random.nextInt(23)]);
    }
    return text.toString();
  }

  static ByteString bytes(Random random, int n) {
    var bytes = new byte[n];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  static ExportLogsServiceRequest request(ScopeLogs.Builder scope, String service) {
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .setResource(Resource.newBuilder().addAttributes(text("service.name", service)))
                .addScopeLogs(scope))
        .build();
  }

  static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  static KeyValue number(String key, long value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setIntValue(value))
        .build();
  }
}
