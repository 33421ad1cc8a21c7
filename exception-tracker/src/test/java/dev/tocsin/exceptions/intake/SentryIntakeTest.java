package dev.tocsin.exceptions.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.tocsin.access.AccessRegistry;
import dev.tocsin.events.ExceptionRecord;
import dev.tocsin.exceptions.grouping.g1.G1;
import dev.tocsin.testkit.MutableClock;
import dev.tocsin.testkit.TestKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SentryIntakeTest {

  private static final String EVENT = "{}\n{\"type\":\"event\"}\n{\"message\":\"hi\"}";

  private final List<ExceptionRecord> kept = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final MutableClock clock = new MutableClock("2026-01-05T09:00:00Z");
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private boolean brokerAway;

  private final SentryIntake intake =
      new SentryIntake(
          new Limits(),
          AccessRegistry.seeded(TestKeys.seeds()),
          this::keep,
          new EventIntake(new G1()),
          new IntakeCounter(meters),
          clock);

  private void keep(ExceptionRecord event, String key) throws Refusal {
    if (brokerAway) {
      throw new Refusal(Refusal.Reason.NO_BROKER, "away", 5);
    }
    kept.add(event);
    keys.add(key);
  }

  private IntakeAnswer send(byte[] body, @Nullable String encoding) {
    return intake.envelope(request(body, encoding));
  }

  private static SentryIntake.Request request(byte[] body, @Nullable String encoding) {
    return new SentryIntake.Request(
        1, null, null, TestKeys.SENTRY_PUBLIC, encoding, new ByteArrayInputStream(body));
  }

  private IntakeAnswer send(String envelope) {
    return send(envelope.getBytes(StandardCharsets.UTF_8), null);
  }

  @Test
  void everyEncodingIsUndone() throws IOException {
    var plain = EVENT.getBytes(StandardCharsets.UTF_8);
    var gzip = new ByteArrayOutputStream();
    write(new GZIPOutputStream(gzip), plain);
    var deflate = new ByteArrayOutputStream();
    write(new DeflaterOutputStream(deflate), plain);
    // EVENT in brotli, as Python's Brotli module writes it in its uncompressed form
    assertThat(send(plain, "identity").status()).isEqualTo(200);
    assertThat(send(gzip.toByteArray(), "GZIP").status()).isEqualTo(200);
    assertThat(send(deflate.toByteArray(), "deflate").status()).isEqualTo(200);
    assertThat(send(Zstd.compress(plain), "zstd").status()).isEqualTo(200);
    assertThat(send(brotliStored(plain), "br").status()).isEqualTo(200);
    assertThat(send(plain, "rot13").status()).isEqualTo(415);
    assertThat(kept).hasSize(5).allSatisfy(e -> assertThat(e.payload()).contains("\"hi\""));
  }

  /** A brotli stream of one uncompressed block: window 16, length, bytes, end. */
  private static byte[] brotliStored(byte[] plain) throws IOException {
    var length = plain.length - 1;
    // bits, lowest first: 0 window, 0 not last, 00 four nibbles, 16 bits length, 1 uncompressed
    long bits = ((long) length << 4) | (1L << 20);
    var stream = new ByteArrayOutputStream();
    for (int i = 0; i < 3; i++) {
      stream.write((int) (bits >> (8 * i)) & 0xFF);
    }
    stream.write(plain);
    stream.write(HexFormat.of().parseHex("03"));
    return stream.toByteArray();
  }

  private static void write(OutputStream out, byte[] bytes) throws IOException {
    try (out) {
      out.write(bytes);
    }
  }

  @Test
  void bombIsStoppedWhileItGrows() throws IOException {
    var bomb = new ByteArrayOutputStream();
    write(
        new GZIPOutputStream(bomb),
        ("{}\n{\"type\":\"x\"}\n" + "0".repeat(500_000)).getBytes(StandardCharsets.UTF_8));
    assertThat(bomb.size()).isLessThan(2_000);
    assertThat(send(bomb.toByteArray(), "gzip").status()).isEqualTo(413);
    assertThat(send("{}\n{\"type\":\"x\"}\n" + "0".repeat(60_000)).status()).isEqualTo(413);
  }

  @Test
  void truncatedOrWrongCompressionIsMalformed() throws IOException {
    var gzip = new ByteArrayOutputStream();
    write(new GZIPOutputStream(gzip), EVENT.getBytes(StandardCharsets.UTF_8));
    var half = Arrays.copyOf(gzip.toByteArray(), gzip.size() / 2);
    for (var encoding : List.of("gzip", "deflate", "zstd", "br")) {
      assertThat(send(half, encoding).status()).as(encoding).isEqualTo(400);
    }
    assertThat(kept).isEmpty();
  }

  @Test
  void envelopeIdWinsAndClockDriftIsCorrected() {
    var answer =
        send(
            """
            {"event_id":"9ec79c33-ec99-42ab-8353-589fcb2e04dc","sent_at":"2026-01-05T07:00:00Z"}
            {"type":"event"}
            {"event_id":"00000000000000000000000000000000","timestamp":"2026-01-05T06:59:50Z","release":"r1"}
            """);
    assertThat(answer.body()).containsEntry("id", "9ec79c33ec9942ab8353589fcb2e04dc");
    assertThat(kept.getFirst().occurredAt()).isEqualTo("2026-01-05T08:59:50Z");
    assertThat(kept.getFirst().receivedAt()).isEqualTo("2026-01-05T09:00:00Z");
    assertThat(kept.getFirst().release()).isEqualTo("r1");
    assertThat(kept.getFirst().payload()).contains("9ec79c33ec9942ab8353589fcb2e04dc");
  }

  @Test
  void eventsOfOneIssueShareAKey() {
    send(EVENT.replace("hi", "order 1 failed"));
    send(EVENT.replace("hi", "order 2 failed"));
    send(EVENT.replace("hi", "another"));
    assertThat(keys.get(0)).startsWith("1:").isEqualTo(keys.get(1)).isNotEqualTo(keys.get(2));
  }

  @Test
  void overQuotaNamesTheCategoryAndNeverStopsClientReports() {
    for (int i = 0; i < 60; i++) {
      assertThat(send(EVENT).status()).isEqualTo(200);
    }
    var over = send(EVENT);
    assertThat(over.status()).isEqualTo(429);
    assertThat(over.headers())
        .containsEntry("Retry-After", "1")
        .containsEntry("X-Sentry-Rate-Limits", "1:error:key:quota")
        .containsKey("X-Sentry-Error");
    var report =
        "{}\n{\"type\":\"client_report\"}\n{\"discarded_events\":[{\"reason\":\"ratelimit_backoff\","
            + "\"category\":\"error\",\"quantity\":6}]}";
    assertThat(send(report).status()).isEqualTo(200);
    assertThat(
            meters
                .counter(
                    "tocsin_intake_lost_at_client",
                    "reason",
                    "ratelimit_backoff",
                    "category",
                    "error")
                .count())
        .isEqualTo(6);
    clock.advance(Duration.ofSeconds(1));
    assertThat(send(EVENT).status()).isEqualTo(200);
  }

  @Test
  void brokerAwayIs503WithATimeToComeBack() {
    brokerAway = true;
    var answer = send(EVENT);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers()).containsEntry("Retry-After", "5");
  }

  @Test
  void storeTakesEveryOldForm() throws IOException {
    var json = "{\"message\":\"hi\",\"x\":Infinity}".getBytes(StandardCharsets.UTF_8);
    var zlib = new ByteArrayOutputStream();
    write(new DeflaterOutputStream(zlib), json);
    assertThat(intake.store(request(json, null)).status()).isEqualTo(200);
    assertThat(intake.store(request(Base64.getEncoder().encode(json), null)).status())
        .isEqualTo(200);
    assertThat(intake.store(request(Base64.getEncoder().encode(zlib.toByteArray()), null)).status())
        .isEqualTo(200);
    assertThat(intake.store(request("%%%".getBytes(StandardCharsets.UTF_8), null)).status())
        .isEqualTo(400);
    assertThat(kept).hasSize(3);
  }

  @Test
  void oddPayloadsNeverCauseAServerError() {
    for (var payload :
        List.of(
            "null",
            "1",
            "[]",
            "\"x\"",
            "{",
            "",
            "{\"exception\":7}",
            "{\"a\":\"\\u0000\\ud800\"}",
            "{\"exception\":[[[]]],\"threads\":[1],\"tags\":[[[]]],\"user\":[]}",
            "[".repeat(2_000),
            "{\"a\":".repeat(400) + "1" + "}".repeat(400))) {
      var status = send("{}\n{\"type\":\"event\"}\n" + payload).status();
      assertThat(status).as(payload).isIn(200, 400);
    }
  }

  /** Small ones, so that tests reach them. */
  private static final class Limits implements IntakeConfig {
    @Override
    public long wireBytes() {
      return 50_000;
    }

    @Override
    public long decodedBytes() {
      return 100_000;
    }

    @Override
    public int eventBytes() {
      return 20_000;
    }

    @Override
    public int items() {
      return 20;
    }

    @Override
    public int eventsPerMinute() {
      return 60;
    }

    @Override
    public int atOnce() {
      return 2;
    }

    @Override
    public boolean switchOff() {
      return true;
    }
  }
}
