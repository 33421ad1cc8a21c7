package dev.tocsin.logs.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.tocsin.access.AccessRegistry;
import dev.tocsin.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IntakeGateTest {

  private static final int MIB = 1 << 20;

  private final MemoryBudget budget = new MemoryBudget(8L * MIB);
  private final IntakeGate gate =
      new IntakeGate(
          new IngestKeys(AccessRegistry.seeded("")), budget, MIB, Duration.ofSeconds(60));

  @Test
  void aFullBudgetTurnsRequestsAwayBeforeTheyAreRead() {
    try (var first = gate.admit(null, Integer.toString(MIB));
        var second = gate.admit(null, Integer.toString(MIB))) {
      assertThat(first).isNotSameAs(second);
      refused(503, () -> gate.admit(null, "1"));
    }
    assertThat(budget.used()).isZero();
    gate.admit(null, "1").close();
  }

  @Test
  void unannouncedBytesAreChargedWhileTheyArrive() {
    try (var other = gate.admit(null, Integer.toString(MIB));
        var share = gate.admit(null, null)) {
      assertThat(other).isNotNull();
      refused(
          413,
          () ->
              gate.read(
                  new ByteArrayInputStream(new byte[2 * MIB]),
                  null,
                  share,
                  "bytes",
                  in -> in.readAllBytes()));
    }
  }

  @Test
  void announcedSizeAndEncodingAreCheckedFirst() {
    refused(413, () -> gate.admit(null, Integer.toString(MIB + 1)));
    refused(415, () -> gate.admit("br", "1"));
  }

  @Test
  void brokenCompressionIsABadRequest() {
    try (var share = gate.admit("gzip", "3")) {
      refused(
          400,
          () ->
              gate.read(
                  new ByteArrayInputStream(new byte[] {1, 2, 3}),
                  "gzip",
                  share,
                  "gzip",
                  in -> in.readAllBytes()));
    }
  }

  @Test
  void aBodyThatComesTooSlowlyOrStopsMaySendItselfAgain() {
    var impatient =
        new IntakeGate(new IngestKeys(AccessRegistry.seeded("")), budget, MIB, Duration.ofNanos(1));
    try (var share = impatient.admit(null, null)) {
      refused(503, () -> impatient.readAll(bytes(100), null, share, "bytes"));
      var broken =
          new InputStream() {
            @Override
            public int read() throws IOException {
              throw new IOException("Read timed out");
            }
          };
      refused(503, () -> gate.readAll(broken, "gzip", share, "bytes"));
    }
  }

  @Test
  void anAnnouncementAloneTakesLittleMemory() {
    var large =
        new IntakeGate(
            new IngestKeys(AccessRegistry.seeded("")), budget, 100L * MIB, Duration.ofSeconds(60));
    try (var share = large.admit(null, Integer.toString(50 * MIB))) {
      assertThat(share).isNotNull();
      assertThat(budget.used()).isEqualTo(4L * MIB);
    }
  }

  @Test
  void wholeBodiesOfEveryEncoding() throws IOException {
    byte[] plain = "text ".repeat(50_000).getBytes(UTF_8);
    var gzip = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(gzip)) {
      out.write(plain);
    }
    var zlib = new ByteArrayOutputStream();
    try (var out = new DeflaterOutputStream(zlib)) {
      out.write(plain);
    }
    var raw = new ByteArrayOutputStream();
    try (var out = new DeflaterOutputStream(raw, new Deflater(5, true))) {
      out.write(plain);
    }
    body(plain, null, plain);
    body(plain, "gzip", gzip.toByteArray());
    body(plain, "deflate", zlib.toByteArray());
    body(plain, "Deflate", raw.toByteArray());
    body(plain, "zstd", Zstd.compress(plain));
    body(new byte[0], "identity", new byte[0]);
  }

  private void body(byte[] expected, @Nullable String encoding, byte[] sent) {
    try (var share = gate.admit(encoding, null);
        var body = gate.readAll(new ByteArrayInputStream(sent), encoding, share, "bytes")) {
      assertThat(Arrays.copyOf(body.bytes(), body.size())).isEqualTo(expected);
    }
  }

  private static InputStream bytes(int size) {
    return new ByteArrayInputStream(new byte[size]);
  }

  private static void refused(int status, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(status));
  }
}
