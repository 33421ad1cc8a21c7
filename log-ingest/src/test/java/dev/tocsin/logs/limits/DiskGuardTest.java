package dev.tocsin.logs.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.problem.ProblemException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DiskGuardTest {

  private long usable = 500;
  private boolean broken;
  private final DiskGuard guard =
      new DiskGuard(
          () -> {
            if (broken) {
              throw new IOException("gone");
            }
            return new FreeSpace.Room(usable, 1_000);
          },
          200,
          0.1);

  @Test
  void closesBelowTheFloorAndOpensAQuarterAboveIt() {
    assertFull(500, false);
    assertFull(100, false);
    assertFull(99, true);
    assertFull(124, true);
    assertFull(125, false);
    assertFull(100, false);
  }

  @Test
  void aDiskThatDoesNotAnswerIsFull() {
    broken = true;
    assertFull(500, true);
    broken = false;
    assertFull(500, false);
  }

  private void assertFull(long room, boolean full) {
    usable = room;
    guard.look();
    assertThat(guard.full()).as("%d free", room).isEqualTo(full);
    if (full) {
      assertThatThrownBy(guard::check)
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> {
                assertThat(e.problem().status()).isEqualTo(503);
                assertThat(e.retryAfter()).isNotNull();
              });
    } else {
      guard.check();
    }
  }
}
