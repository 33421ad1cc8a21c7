package dev.tocsin.logs.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.logs.catalogue.MergeCandidate;
import dev.tocsin.logs.segment.SegmentFile.Summary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MergePlanTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:30:00Z");

  @Test
  void aFillingHourMergesSixteenAtATime() {
    assertThat(MergePlan.of(segments(15, 0, 1, NOW), NOW)).isEmpty();
    var plans = MergePlan.of(segments(16, 0, 1, NOW), NOW);
    assertThat(plans).hasSize(1);
    assertThat(plans.getFirst().generation()).isEqualTo(1);
    assertThat(plans.getFirst().parts()).hasSize(16);
    assertThat(MergePlan.of(segments(16, 2, 1, NOW), NOW)).isEmpty();
  }

  @Test
  void generationsAndProjectsDoNotMix() {
    var all = new ArrayList<MergeCandidate>();
    all.addAll(segments(10, 0, 1, NOW));
    all.addAll(segments(10, 1, 1, NOW));
    all.addAll(segments(10, 0, 2, NOW));
    assertThat(MergePlan.of(all, NOW)).isEmpty();
  }

  @Test
  void anHourThatIsOverBecomesOneFile() {
    var hourAgo = NOW.minusSeconds(3600);
    var all = new ArrayList<MergeCandidate>();
    all.addAll(segments(3, 0, 1, hourAgo));
    all.addAll(segments(2, 2, 1, hourAgo));
    var plans = MergePlan.of(all, NOW);
    assertThat(plans).hasSize(1);
    assertThat(plans.getFirst().generation()).isEqualTo(MergePlan.FINAL);
    assertThat(plans.getFirst().parts()).hasSize(5);
    assertThat(MergePlan.of(segments(1, 0, 1, hourAgo), NOW)).isEmpty();
  }

  @Test
  void largeSegmentsWaitForMoreAndNoMergeIsLargerThanFourMillionRows() {
    assertThat(MergePlan.of(segments(63, 0, 3L << 20, 90_000), NOW)).isEmpty();
    var plans = MergePlan.of(segments(64, 0, 3L << 20, 90_000), NOW);
    assertThat(plans).hasSize(2);
    assertThat(plans).allMatch(plan -> plan.summary().rows() <= 4_000_000);
    assertThat(plans.stream().mapToInt(plan -> plan.parts().size()).sum()).isEqualTo(64);
  }

  @Test
  void theSumOfThePartsIsKept() {
    var summary = MergePlan.of(segments(16, 0, 1, NOW), NOW).getFirst().summary();
    assertThat(summary.rows()).isEqualTo(160);
    assertThat(summary.levelCounts()).containsExactly(0L, 0L, 0L, 160L, 0L, 0L, 0L);
    assertThat(summary.services()).containsExactly("shop");
  }

  private static List<MergeCandidate> segments(int n, int generation, long bytes, int rows) {
    return segments(n, generation, 1, NOW).stream()
        .map(
            one ->
                new MergeCandidate(
                    one.id(),
                    1,
                    one.file(),
                    bytes,
                    generation,
                    one.columns(),
                    new Summary(
                        one.summary().minNs(),
                        one.summary().maxNs(),
                        rows,
                        9,
                        one.summary().services(),
                        one.summary().levelCounts())))
        .toList();
  }

  private static List<MergeCandidate> segments(int n, int generation, long project, Instant at) {
    var list = new ArrayList<MergeCandidate>();
    long ns = at.getEpochSecond() * 1_000_000_000L;
    for (int i = 0; i < n; i++) {
      list.add(
          new MergeCandidate(
              UUID.randomUUID(),
              project,
              "f" + i,
              1000,
              generation,
              List.of(),
              new Summary(
                  ns - 1000, ns, 10, 9, List.of("shop"), List.of(0L, 0L, 0L, 10L, 0L, 0L, 0L))));
    }
    return list;
  }
}
