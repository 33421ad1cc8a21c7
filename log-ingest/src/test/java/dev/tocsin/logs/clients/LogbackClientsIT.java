package dev.tocsin.logs.clients;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import dev.tocsin.logs.Logs;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.resources.Resource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Appenders for Logback, as their users configure them. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class LogbackClientsIT {

  private static final int LINES = 300;
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void loki4j(boolean protobuf) throws Exception {
    String service = Logs.newService(protobuf ? "loki4j-protobuf" : "loki4j-json");
    String configuration =
        """
        <configuration>
          <appender name="LOKI" class="com.github.loki4j.logback.Loki4jAppender">
            <labels>service_name=%s</labels>
            <http>
              <url>http://localhost:%d/loki/api/v1/push</url>
              <auth><username>tocsin</username><password>%s</password></auth>
              <useProtobufApi>%s</useProtobufApi>
            </http>
          </appender>
          <root level="DEBUG"><appender-ref ref="LOKI"/></root>
        </configuration>
        """
            .formatted(service, RestAssured.port, TestKeys.INGEST, protobuf);
    LoggerContext context = configured(configuration);
    var logger = context.getLogger("shop.Till");
    var mdc = context.getMDCAdapter();
    mdc.put("trace_id", TRACE);
    mdc.put("span_id", SPAN);
    for (int i = 0; i < LINES; i++) {
      if (i % 3 == 0) {
        logger.atError().addKeyValue("order", i).log("order {} failed", i);
      } else {
        logger.atWarn().addKeyValue("order", i).log("order {} is slow", i);
      }
    }
    context.stop();

    var rows = rows(service);
    assertThat(rows.getFirst().get("attributes"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("logger", "shop.Till")
        .containsKeys("order", "thread");
  }

  @Test
  void openTelemetryAppender() throws Exception {
    String service = Logs.newService("otel-logback");
    var exporter =
        OtlpHttpLogRecordExporter.builder()
            .setEndpoint("http://localhost:" + RestAssured.port + "/v1/logs")
            .addHeader("Authorization", "Bearer " + TestKeys.INGEST)
            .build();
    var provider =
        SdkLoggerProvider.builder()
            .setResource(
                Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), service)))
            .addLogRecordProcessor(BatchLogRecordProcessor.builder(exporter).build())
            .build();
    LoggerContext context =
        configured(
            """
            <configuration>
              <appender name="OTEL" class="io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender">
                <captureExperimentalAttributes>true</captureExperimentalAttributes>
                <captureKeyValuePairAttributes>true</captureKeyValuePairAttributes>
              </appender>
              <root level="DEBUG"><appender-ref ref="OTEL"/></root>
            </configuration>
            """);
    var logger = context.getLogger("shop.Till");
    var appender = (OpenTelemetryAppender) context.getLogger("ROOT").getAppender("OTEL");
    appender.setOpenTelemetry(OpenTelemetrySdk.builder().setLoggerProvider(provider).build());
    var span =
        Span.wrap(
            SpanContext.create(TRACE, SPAN, TraceFlags.getSampled(), TraceState.getDefault()));
    try (var scope = span.makeCurrent()) {
      assertThat(scope).isNotNull();
      for (int i = 0; i < LINES; i++) {
        if (i % 3 == 0) {
          logger.atError().addKeyValue("order", i).log("order {} failed", i);
        } else {
          logger.atWarn().addKeyValue("order", i).log("order {} is slow", i);
        }
      }
    }
    context.stop();
    provider.shutdown().join(10, TimeUnit.SECONDS);

    var rows = rows(service);
    assertThat(rows.getFirst().get("attributes"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsKeys("order", "thread.name");
  }

  private static LoggerContext configured(String xml) throws Exception {
    var context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    return context;
  }

  /** All lines of the service: level, trace and exact count are right. */
  private static List<Map<String, Object>> rows(String service) {
    var rows = Logs.awaitRows(service, LINES);
    assertThat(rows).extracting(row -> row.get("body")).doesNotHaveDuplicates();
    assertThat(rows).allSatisfy(row -> assertThat(row).containsEntry("traceId", TRACE));
    assertThat(rows).allSatisfy(row -> assertThat(row).containsEntry("spanId", SPAN));
    assertThat(rows).filteredOn(row -> "error".equals(row.get("level"))).hasSize(LINES / 3);
    assertThat(rows).filteredOn(row -> "warn".equals(row.get("level"))).hasSize(LINES - LINES / 3);
    return rows;
  }
}
