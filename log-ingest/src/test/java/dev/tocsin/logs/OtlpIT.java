package dev.tocsin.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.resources.Resource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** OTLP as the real SDK speaks it, and as a hand-written client does. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class OtlpIT {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  @Test
  void theSdkExportsAndEveryRecordIsThereOnce() {
    String service = Logs.newService("sdk");
    var exporter =
        OtlpHttpLogRecordExporter.builder()
            .setEndpoint("http://localhost:" + RestAssured.port + "/otlp/v1/logs")
            .addHeader("Authorization", "Bearer " + TestKeys.INGEST)
            .setCompression("gzip")
            .build();
    var provider =
        SdkLoggerProvider.builder()
            .setResource(
                Resource.create(
                    Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        service,
                        AttributeKey.stringKey("deployment.environment"),
                        "test")))
            .addLogRecordProcessor(BatchLogRecordProcessor.builder(exporter).build())
            .build();
    Logger logger = provider.get("checkout");
    var span =
        Span.wrap(
            SpanContext.create(TRACE, SPAN, TraceFlags.getSampled(), TraceState.getDefault()));

    for (int i = 0; i < 500; i++) {
      logger
          .logRecordBuilder()
          .setContext(Context.root().with(span))
          .setSeverity(i % 5 == 0 ? Severity.ERROR2 : Severity.INFO)
          .setSeverityText(i % 5 == 0 ? "ERROR" : "INFO")
          .setBody("order " + i + " placed")
          .setAttribute(AttributeKey.longKey("order.number"), (long) i)
          .setAttribute(AttributeKey.booleanKey("express"), i % 2 == 0)
          .emit();
    }
    logger
        .logRecordBuilder()
        .setSeverity(Severity.WARN)
        .setBody(Value.of(Map.of("message", Value.of("structured"), "cart", Value.of(3))))
        .emit();
    provider.shutdown().join(10, TimeUnit.SECONDS);

    var rows = Logs.awaitRows(service, 501);
    assertThat(rows).filteredOn(r -> r.get("level").equals("error")).hasSize(100);
    assertThat(rows).filteredOn(r -> r.get("level").equals("info")).hasSize(400);
    assertThat(rows).extracting(r -> r.get("id")).doesNotHaveDuplicates();
    var first = rows.stream().filter(r -> r.get("body").equals("order 0 placed")).toList();
    assertThat(first).hasSize(1);
    assertThat(first.getFirst())
        .containsEntry("severityNumber", 18)
        .containsEntry("severityText", "ERROR")
        .containsEntry("attributes", Map.of("order.number", 0, "express", true))
        .containsEntry("traceId", TRACE)
        .containsEntry("spanId", SPAN);
    var structured = rows.stream().filter(r -> r.get("level").equals("warn")).toList();
    assertThat(structured.getFirst())
        .containsEntry("body", "structured")
        .containsEntry("attributes", Map.of("message", "structured", "cart", 3));
    assertThat(
            Logs.search(Map.of("traceId", TRACE, "service", service, "limit", 1000))
                .getList("items"))
        .hasSize(500);
  }

  @Test
  void jsonWithHexIdsAndTextNumbers() {
    String service = Logs.newService("json");
    long now = System.currentTimeMillis() * 1_000_000;
    Logs.ingest()
        .contentType("application/json")
        .body(request(service, Long.toString(now), "hello"))
        .post("/v1/logs")
        .then()
        .statusCode(200)
        .contentType("application/json")
        .body(equalTo("{}"));

    var row = Logs.awaitRows(service, 1).getFirst();
    assertThat(row)
        .containsEntry("traceId", TRACE)
        .containsEntry("severityNumber", 17)
        .containsEntry("attributes", Map.of("n", 42));
  }

  @Test
  void oldRecordsAreReportedAsPartialSuccess() {
    Logs.ingest()
        .contentType("application/json")
        .body(request(Logs.newService("old"), "1000000000", "from 1970"))
        .post("/v1/logs")
        .then()
        .statusCode(200)
        .body("partialSuccess.rejectedLogRecords", equalTo("1"));
  }

  @Test
  void errorsComeInTheContentTypeOfTheRequest() {
    byte[] garbage = "no protobuf at all".getBytes(StandardCharsets.UTF_8);
    Logs.ingest()
        .contentType("application/x-protobuf")
        .body(garbage)
        .post("/v1/logs")
        .then()
        .statusCode(400)
        .contentType("application/x-protobuf");
    Logs.ingest()
        .contentType("application/json")
        .body("{\"resourceLogs\":7}")
        .post("/v1/logs")
        .then()
        .statusCode(400)
        .contentType("application/json")
        .body("code", equalTo(3));
    RestAssured.given()
        .header("Authorization", "Bearer tk_ing_wrong")
        .contentType("application/x-protobuf")
        .body(new byte[0])
        .post("/v1/logs")
        .then()
        .statusCode(401)
        .contentType("application/x-protobuf");
    Logs.ingest().contentType("text/plain").body("x").post("/v1/logs").then().statusCode(415);
  }

  @Test
  void anEmptyRequestIsFine() {
    byte[] body =
        Logs.ingest()
            .contentType("application/x-protobuf")
            .body(new byte[0])
            .post("/v1/logs")
            .then()
            .statusCode(200)
            .extract()
            .asByteArray();
    assertThat(body).isEmpty();
  }

  private static String request(String service, String time, String body) {
    return """
    {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"%s"}}]},
     "scopeLogs":[{"scope":{"name":"s"},"logRecords":[{"timeUnixNano":"%s","severityNumber":17,
     "body":{"stringValue":"%s"},"traceId":"%s","spanId":"%s","unknownKey":{"a":[1]},
     "attributes":[{"key":"n","value":{"intValue":"42"}}]}]}]}]}\
    """
        .formatted(service, time, body, TRACE.toUpperCase(java.util.Locale.ROOT), SPAN);
  }
}
