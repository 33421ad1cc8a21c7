package dev.tocsin.logs.intake.jsonlines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.logs.intake.IntakeRequest;
import dev.tocsin.logs.intake.RecordLimits;
import dev.tocsin.logs.record.BatchDecoder;
import dev.tocsin.logs.record.LogEntry;
import dev.tocsin.logs.redaction.Redactions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLinesTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final long NOW_NS = NOW.getEpochSecond() * 1_000_000_000L;

  private final IntakeRequest request =
      new IntakeRequest(
          1,
          "jsonlines",
          NOW_NS,
          new RecordLimits(NOW_NS - 86_400_000_000_000L, NOW_NS + 60_000_000_000L, 1000),
          new Redactions(new SimpleMeterRegistry()).of(1));

  @Test
  void findsTheUsualFields() {
    line("{\"msg\":\"hi\",\"level\":30}", "9|30|unknown_service|hi|{}");
    line("{\"message\":\"hi\",\"log\":{\"level\":\"warn\"}}", "13|warn|unknown_service|hi|{}");
    line("{\"_msg\":\"hi\",\"service.name\":\"a\",\"x\":null}", "0||a|hi|{\"x\":null}");
    line(
        "{\"msg\":\"hi\",\"app\":\"b\",\"http\":{\"status\":500,\"ok\":false},\"tags\":[1,\"x\"]}",
        "0||b|hi|{\"http.status\":500,\"http.ok\":false,\"tags\":[1,\"x\"]}");
    line("{\"level\":\"loud\",\"msg\":\"hi\"}", "0|loud|unknown_service|hi|{}");
    line("{\"severityNumber\":17,\"body\":\"hi\"}", "17||unknown_service|hi|{}");
    line(
        "{\"user\":\"kim\",\"n\":1}", "0||unknown_service|user=kim n=1|{\"user\":\"kim\",\"n\":1}");
  }

  @Test
  void tellsTimeUnitsApart() {
    time("\"2026-11-20T09:59:58.123456789Z\"", "2026-11-20T09:59:58.123456789Z");
    time("\"2026-11-20 09:59:58,123\"", "2026-11-20T09:59:58.123Z");
    time("\"2026-11-20T10:59:58+01:00\"", "2026-11-20T09:59:58Z");
    time("\"2026-11-20T10:59:58+0100\"", "2026-11-20T09:59:58Z");
    time("1795168798", "2026-11-20T09:59:58Z");
    time("1795168798.5", "2026-11-20T09:59:58.500Z");
    time("1795168798123", "2026-11-20T09:59:58.123Z");
    time("1795168798123456", "2026-11-20T09:59:58.123456Z");
    time("1795168798123456789", "2026-11-20T09:59:58.123456789Z");
    time("\"1795168798123\"", "2026-11-20T09:59:58.123Z");
    time("\"soon\"", "2026-11-20T10:00:00Z");
    time("-5", "2026-11-20T10:00:00Z");
  }

  @Test
  void understandsTheLoggersPeopleUse() {
    line(
        "{\"level\":40,\"time\":1795168798123,\"pid\":7,\"hostname\":\"h\",\"name\":\"cart\",\"msg\":\"pino\"}",
        "13|40|cart|pino|{\"pid\":7,\"hostname\":\"h\"}");
    line(
        "{\"@t\":\"2026-11-20T09:59:58.1234567Z\",\"@mt\":\"Hi {Who}\",\"Who\":\"you\"}",
        "9||unknown_service|Hi {Who}|{\"Who\":\"you\"}");
    line(
        "{\"@t\":\"2026-11-20T09:59:58Z\",\"@m\":\"Hi\",\"@l\":\"Fatal\",\"@tr\":\"4bf92f3577b34da6a3ce929d0e0e4736\"}",
        "21|Fatal|unknown_service|Hi|{}");
    line(
        "{\"@timestamp\":\"2026-11-20T09:59:58Z\",\"log\":{\"level\":\"ERROR\",\"logger\":\"x\"},\"message\":\"ecs\",\"service\":{\"name\":\"pay\"},\"trace\":{\"id\":\"nope\"}}",
        "17|ERROR|pay|ecs|{\"log.logger\":\"x\",\"trace.id\":\"nope\"}");
    line("{\"date\":1795168798.123456,\"log\":\"fluent\"}", "0||unknown_service|fluent|{}");
    line(
        "{\"Level\":\"Warning\",\"Message\":\"net\",\"Timestamp\":\"2026-11-20T09:59:58\"}",
        "13|Warning|unknown_service|net|{}");
  }

  @Test
  void valuesOfEveryKindKeepTheirType() {
    line(
        "{\"msg\":\"\\u00e4\\ud83d\\ude00\\n\\\"\",\"i\":-7,\"big\":9223372036854775807,\"huge\":92233720368547758080,"
            + "\"d\":2.50,\"e\":1e3,\"t\":true,\"n\":null,\"a\":[1,[2.5,\"x\"],{\"k\":\"v\"}],\"o\":{},\"nan\":NaN,\"i\":8}",
        "0||unknown_service|ä😀\n\"|{\"i\":8,\"big\":9223372036854775807,\"huge\":\"92233720368547758080\","
            + "\"d\":2.5,\"e\":1000.0,\"t\":true,\"n\":null,\"a\":[1,[2.5,\"x\"],{\"k\":\"v\"}],\"nan\":\"NaN\"}");
  }

  @Test
  void namesBadLinesAndKeepsTheOthers() {
    var errors = read("{\"msg\":\"a\"}\nx\n\n[1]\n{\"msg\":\"b\"}{}\n{\"msg\":\"c\"}");
    assertThat(errors)
        .extracting(error -> error.line() + " " + error.reason())
        .containsExactly("2 NOT_JSON", "4 NOT_AN_OBJECT", "5 NOT_JSON");
    assertThat(entries()).extracting(LogEntry::body).containsExactly("a", "c");
  }

  @Test
  void keepsTheItemsBeforeABreakInAnArray() {
    var errors = read(" [{\"msg\":\"a\"}, 5, {\"msg\":\"b\"}, {\"msg\"");
    assertThat(errors)
        .extracting(error -> error.line() + " " + error.reason())
        .containsExactly("2 NOT_AN_OBJECT", "4 NOT_JSON");
    assertThat(entries()).extracting(LogEntry::body).containsExactly("a", "b");
  }

  @Test
  void refusesTimesOutsideTheWindowAndLargeRecords() {
    var errors =
        read(
            """
            {"msg":"old","time":"2020-01-01T00:00:00Z"}
            {"msg":"early","time":"2026-11-21T00:00:00Z"}
            {"msg":"%s"}
            """
                .formatted("x".repeat(2000)));
    assertThat(errors)
        .extracting(error -> error.reason().name())
        .containsExactly("TOO_OLD", "TOO_FAR_AHEAD", "TOO_LARGE");
  }

  private void line(String json, String expected) {
    var all = new JsonLinesTest();
    assertThat(all.read(json)).isEmpty();
    var entry = all.entries().getFirst();
    assertThat(
            String.join(
                "|",
                Integer.toString(entry.severity().number()),
                entry.severity().text(),
                entry.service(),
                entry.body(),
                entry.attributes()))
        .isEqualTo(expected);
  }

  private void time(String json, String expected) {
    var all = new JsonLinesTest();
    assertThat(all.read("{\"msg\":\"x\",\"time\":" + json + "}")).isEmpty();
    var entry = all.entries().getFirst();
    long ns = entry.timeNs();
    assertThat(Instant.ofEpochSecond(ns / 1_000_000_000L, ns % 1_000_000_000L))
        .as(json)
        .isEqualTo(Instant.parse(expected));
  }

  private List<JsonLines.LineError> read(String body) {
    byte[] bytes = body.getBytes(UTF_8);
    var lines = new JsonLines(request, FieldNames.USUAL, null);
    lines.read(bytes, bytes.length);
    return lines.errors();
  }

  private List<LogEntry> entries() {
    try {
      var entries = new ArrayList<LogEntry>();
      for (var batch : request.batches()) {
        entries.addAll(BatchDecoder.decode(batch.value(), 0, 0, batch.receivedNs()));
      }
      return entries;
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
