package dev.tocsin.logs.action.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.logs.action.alert.LogAlert.Against;
import dev.tocsin.logs.action.alert.LogAlert.Type;
import dev.tocsin.logs.action.count.Cell;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DryRunTest {

  private static final long DAY = 86_400;
  private static final long START = Instant.parse("2026-11-20T00:00:00Z").getEpochSecond();

  @Test
  void saysWhenHowOftenAndHowLong() {
    // given 5 errors a slot for two minutes, twice a day, in one of two groups
    var cells = new ArrayList<Cell>();
    for (long at : List.of(START + 3_600, START + 7_200)) {
      for (int i = 0; i < 12; i++) {
        cells.add(cell(at + i * 10, "a", 5));
      }
    }
    cells.add(cell(START + 100, "b", 9));
    var rule = rule(Type.THRESHOLD, 10L, 60);
    // when the day is replayed
    var result = new DryRun(rule, START, START + DAY, START - DAY).over(cells);
    // then it rings from the second slot on until a window holds fewer than ten
    assertThat(result.times()).isEqualTo(2);
    var first = result.rings().getFirst();
    assertThat(first.group()).isEqualTo("a");
    assertThat(first.from()).isEqualTo(Instant.ofEpochSecond(START + 3_620));
    assertThat(first.to()).isEqualTo(Instant.ofEpochSecond(START + 3_770));
    assertThat(result.longestSeconds()).isEqualTo(150);
    assertThat(result.seconds()).isEqualTo(300);
  }

  @Test
  void absenceBeginsWithTheFirstLineThatWasThere() {
    var rule = rule(Type.ABSENCE, 1L, 60);
    var cells = List.of(cell(START + 600, "", 1), cell(START + 1_200, "", 1));

    var result = new DryRun(rule, START, START + 1_800, START - DAY).over(cells);

    assertThat(result.rings())
        .extracting(DryRun.Ring::from)
        .containsExactly(Instant.ofEpochSecond(START + 670), Instant.ofEpochSecond(START + 1_270));
    assertThat(result.rings().getLast().to()).isEqualTo(Instant.ofEpochSecond(START + 1_800));
  }

  @Test
  void aRateChangeComparesWithTheDayBefore() {
    var rule = rule(Type.RATE_CHANGE, null, 60);
    var cells = new ArrayList<Cell>();
    for (int i = 0; i < 60; i++) {
      cells.add(cell(START - DAY + i * 10, "", 1));
      cells.add(cell(START + i * 10, "", i < 30 ? 1 : 4));
    }

    var result = new DryRun(rule, START, START + 600, START - 2 * DAY).over(cells);

    assertThat(result.times()).isEqualTo(1);
    assertThat(result.rings().getFirst().from()).isEqualTo(Instant.ofEpochSecond(START + 340));
  }

  private static Cell cell(long second, String group, long count) {
    return new Cell(second / 10, group, count, count);
  }

  private static LogAlert rule(Type type, @Nullable Long count, int window) {
    return new LogAlert(
        "test",
        null,
        type,
        null,
        null,
        null,
        window,
        count,
        type == Type.THRESHOLD ? "zone" : null,
        null,
        Against.DAY,
        3.0,
        5L,
        null);
  }
}
