package dev.tocsin.local.demo;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.resources.Resource;
import io.sentry.Sentry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Logs by OpenTelemetry, exceptions by Sentry: both SDKs as their makers ship them. */
final class Telemetry implements AutoCloseable {

  private final SdkLoggerProvider provider;
  private final Logger logger;

  /**
   * Connects both SDKs.
   *
   * @param logsUrl log-ingest's base address
   * @param ingestKey the project's ingest key
   * @param sentryDsn the project's DSN
   */
  Telemetry(String logsUrl, String ingestKey, String sentryDsn) {
    var exporter =
        OtlpHttpLogRecordExporter.builder()
            .setEndpoint(logsUrl + "/v1/logs")
            .addHeader("Authorization", "Bearer " + ingestKey)
            .setCompression("gzip")
            .build();
    provider =
        SdkLoggerProvider.builder()
            .setResource(
                Resource.create(
                    Attributes.of(
                        AttributeKey.stringKey("service.name"), "shop",
                        AttributeKey.stringKey("service.version"), "1.4.2",
                        AttributeKey.stringKey("deployment.environment.name"), "demo")))
            .addLogRecordProcessor(
                BatchLogRecordProcessor.builder(exporter)
                    .setScheduleDelay(Duration.ofMillis(500))
                    .build())
            .build();
    logger = provider.get("dev.tocsin.local.demo.Shop");
    Sentry.init(
        options -> {
          options.setDsn(sentryDsn);
          options.setEnvironment("demo");
          options.setRelease("shop@1.4.2");
          options.setServerName("shop-1");
          options.setTag("service", "shop");
          options.addInAppInclude("dev.tocsin.local.demo");
          options.setEnableUncaughtExceptionHandler(true);
        });
  }

  /** An order went through. */
  void paid(long order, long cents) {
    logger
        .logRecordBuilder()
        .setSeverity(Severity.INFO)
        .setSeverityText("INFO")
        .setBody("order " + order + " paid")
        .setAttribute(AttributeKey.longKey("order.id"), order)
        .setAttribute(AttributeKey.longKey("order.cents"), cents)
        .emit();
  }

  /** An order failed: one error line and one exception. */
  void failed(long order, CheckoutException failure) {
    logger
        .logRecordBuilder()
        .setSeverity(Severity.ERROR)
        .setSeverityText("ERROR")
        .setBody("checkout failed: payment provider refused the connection")
        .setAttribute(AttributeKey.longKey("order.id"), order)
        .setAttribute(AttributeKey.stringKey("error.type"), failure.getClass().getSimpleName())
        .emit();
    Sentry.captureException(failure);
  }

  /** Somebody moved the switch. */
  void switched(boolean broken) {
    logger
        .logRecordBuilder()
        .setSeverity(broken ? Severity.WARN : Severity.INFO)
        .setSeverityText(broken ? "WARN" : "INFO")
        .setBody(broken ? "payment provider switched off" : "payment provider switched on")
        .emit();
  }

  /** Sends what is still waiting. */
  @Override
  public void close() {
    provider.shutdown().join(5, TimeUnit.SECONDS);
    Sentry.close();
  }
}
