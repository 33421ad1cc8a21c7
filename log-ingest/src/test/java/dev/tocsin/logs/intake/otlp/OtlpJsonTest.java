package dev.tocsin.logs.intake.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class OtlpJsonTest {

  @Test
  void idsAreHexInAnyCase() throws IOException {
    var record = record("\"traceId\":\"5B8EFFF798038103D269B633813FC60C\",\"spanId\":\"zz\"");
    assertThat(HexFormat.of().formatHex(record.getTraceId().toByteArray()))
        .isEqualTo("5b8efff798038103d269b633813fc60c");
    assertThat(record.getSpanId().isEmpty()).isTrue();
  }

  @Test
  void integersMayBeTextOrNumbers() throws IOException {
    assertThat(record("\"timeUnixNano\":\"1795168798123456789\"").getTimeUnixNano())
        .isEqualTo(1795168798123456789L);
    assertThat(record("\"timeUnixNano\":1795168798123456789").getTimeUnixNano())
        .isEqualTo(1795168798123456789L);
    assertThat(record("\"severityNumber\":13").getSeverityNumberValue()).isEqualTo(13);
  }

  @Test
  void valuesOfEveryKind() throws IOException {
    var record =
        record(
            """
            "body":{"kvlistValue":{"values":[{"key":"a","value":{"arrayValue":{"values":[{"intValue":"-1"},{"doubleValue":1.5},{"boolValue":true},{"bytesValue":"AQI="}]}}}]}},"unknown":{"deep":[{}]}
            """);
    var items = record.getBody().getKvlistValue().getValues(0).getValue().getArrayValue();
    assertThat(items.getValues(0).getIntValue()).isEqualTo(-1);
    assertThat(items.getValues(1).getDoubleValue()).isEqualTo(1.5);
    assertThat(items.getValues(2).getBoolValue()).isTrue();
    assertThat(items.getValues(3).getBytesValue().toByteArray()).containsExactly(1, 2);
  }

  @Test
  void malformedBodiesAreRefused() {
    refused("");
    refused("[]");
    refused("{\"resourceLogs\":{}}");
    refused("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\"x\"}]}]}]}");
    refused("{\"resourceLogs\":[");
    refused("{} {}");
  }

  private static void refused(String body) {
    assertThatThrownBy(() -> OtlpJson.read(body.getBytes(UTF_8), body.getBytes(UTF_8).length))
        .as(body)
        .isInstanceOf(IOException.class);
  }

  private static LogRecord record(String fields) throws IOException {
    String body = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{" + fields + "}]}]}]}";
    return OtlpJson.read(body.getBytes(UTF_8), body.getBytes(UTF_8).length)
        .getResourceLogs(0)
        .getScopeLogs(0)
        .getLogRecords(0);
  }
}
