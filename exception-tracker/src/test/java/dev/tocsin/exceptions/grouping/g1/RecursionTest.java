package dev.tocsin.exceptions.grouping.g1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testkit.Seeded;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecursionTest {

  @Test
  void anyCycleUpToEightBecomesOneTurn() {
    Seeded.check(
        200,
        random -> {
          // given a cycle of different steps between two ends
          var cycle = new ArrayList<String>();
          for (int i = random.between(1, 8); i > 0; i--) {
            cycle.add("step" + i);
          }
          var once = new ArrayList<>(List.of("start"));
          once.addAll(cycle);
          once.add("end");
          var often = new ArrayList<>(List.of("start"));
          for (int i = random.between(1, 60); i > 0; i--) {
            often.addAll(cycle);
          }
          often.add("end");

          assertThat(Recursion.fold(often)).as(random.replay()).isEqualTo(once);
          assertThat(Recursion.fold(once)).isEqualTo(once);
        });
  }

  @Test
  void cycleForgetsEntryAndPhase() {
    var early = List.of("main", "a", "b", "c", "a", "b", "c", "a", "b", "c", "a", "helper");
    var late = List.of("c", "a", "b", "c", "a", "b", "c", "a", "b", "c", "a", "b");
    assertThat(Recursion.cycle(early))
        .isEqualTo(Recursion.cycle(late))
        .containsExactly("a", "b", "c");
  }
}
