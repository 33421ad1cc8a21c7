package dev.tocsin.logs.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.access.AccessRegistry;
import dev.tocsin.problem.ProblemException;
import java.io.ByteArrayInputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class IntakeGateTest {

  private static final int MIB = 1 << 20;

  private final MemoryBudget budget = new MemoryBudget(8L * MIB);
  private final IntakeGate gate =
      new IntakeGate(new IngestKeys(AccessRegistry.seeded("")), budget, MIB);

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

  private static void refused(int status, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(status));
  }
}
