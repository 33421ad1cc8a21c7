package dev.tocsin.logs.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.logs.catalogue.Claim;
import dev.tocsin.logs.catalogue.OffsetRange;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final Progress progress = new Progress();

  @Test
  void rangesStartWhereTheCatalogueStands() {
    progress.start(0, new Claim(3, 100));
    progress.start(1, new Claim(5, 7));
    progress.seen(0, 101);
    progress.seen(0, 104);

    assertThat(progress.ranges()).containsExactly(new OffsetRange(0, 3, 100, 104));
    progress.committed();
    assertThat(progress.isEmpty()).isTrue();

    progress.seen(0, 105);
    progress.seen(1, 7);
    assertThat(progress.ranges())
        .containsExactly(new OffsetRange(0, 3, 105, 105), new OffsetRange(1, 5, 7, 7));
  }

  @Test
  void aNewClaimVoidsWhatWasReadBefore() {
    progress.start(0, new Claim(1, 0));
    progress.seen(0, 9);
    progress.start(0, new Claim(2, 4));
    assertThat(progress.ranges()).isEmpty();
  }

  @Test
  void storedOffsetsAndForeignPartitionsAreRefused() {
    progress.start(0, new Claim(1, 10));
    assertThatThrownBy(() -> progress.seen(0, 9)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> progress.seen(1, 0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aBufferIsDueByRowsBytesOrAge() {
    var rule = new FlushRule(Duration.ofSeconds(2), 100, 1000);
    assertThat(rule.due(99, 999, Duration.ofMillis(1999))).isNull();
    assertThat(rule.due(100, 0, Duration.ZERO)).isEqualTo("rows");
    assertThat(rule.due(0, 1000, Duration.ZERO)).isEqualTo("bytes");
    assertThat(rule.due(0, 0, Duration.ofSeconds(2))).isEqualTo("age");
  }
}
