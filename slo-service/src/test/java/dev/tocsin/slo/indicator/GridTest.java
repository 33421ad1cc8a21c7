package dev.tocsin.slo.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.testkit.Seeded;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GridTest {

  @Test
  void windowEndsWithTheBucketThatHoldsNow() {
    var span = Span.endingWith(Instant.parse("2026-11-20T10:00:07.9Z"), 300);

    assertThat(Instant.ofEpochSecond(span.to())).isEqualTo("2026-11-20T10:00:10Z");
    assertThat(Instant.ofEpochSecond(span.from())).isEqualTo("2026-11-20T09:55:10Z");
  }

  @Test
  void thirtyDaysAreAHandfulOfRuns() {
    var span =
        Span.endingWith(Instant.parse("2026-11-20T10:07:33Z"), Duration.ofDays(30).toSeconds());

    var runs = Grid.runs(span);

    assertThat(runs).hasSizeLessThanOrEqualTo(7);
    assertThat(runs.stream().mapToLong(r -> (r.to() - r.from()) / r.cell()).sum())
        .as("rows to read")
        .isLessThan(160);
  }

  @Test
  void runsCoverEverySpanOnceWithWholeCells() {
    Seeded.check(
        2_000,
        random -> {
          long from = random.between(0L, 20_000_000L) * Grid.BUCKET;
          long to = from + random.between(0L, 1_000_000L) * Grid.BUCKET;
          long at = from;
          for (var run : Grid.runs(new Span(from, to))) {
            assertThat(run.from()).isEqualTo(at);
            assertThat(run.from() % run.cell()).isZero();
            assertThat(run.to() % run.cell()).isZero();
            assertThat(run.to()).isGreaterThan(run.from());
            at = run.to();
          }
          assertThat(at).isEqualTo(to);
        });
  }

  @Test
  void edgesInsideABucketAreRefused() {
    assertThatThrownBy(() -> Grid.runs(new Span(5, 20))).hasMessageContaining("bucket edges");
  }
}
