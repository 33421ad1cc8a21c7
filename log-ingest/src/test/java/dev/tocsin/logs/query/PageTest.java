package dev.tocsin.logs.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.logs.record.LogEntry;
import dev.tocsin.logs.record.RecordId;
import dev.tocsin.logs.record.Severity;
import dev.tocsin.logs.segment.Place;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void aPageIsSettledOnlyWhenNothingNewerCanFollow() {
    var page = new Page(true, 2);
    page.merge(List.of(row(10), row(9), row(8)));
    assertThat(page.settled(8)).isFalse();
    assertThat(page.settled(7)).isTrue();
    page.merge(List.of(row(11)));
    assertThat(page.shown()).extracting(LogEntry::timeNs).containsExactly(11L, 10L);
    assertThat(page.next()).isEqualTo(new Place(10, new RecordId(0, 10, 0)));
  }

  @Test
  void aStoppedSearchShowsOnlyWhatIsCertain() {
    var page = new Page(true, 5);
    page.merge(List.of(row(10), row(4)));
    var next = page.stopAt(6);
    assertThat(page.shown()).extracting(LogEntry::timeNs).containsExactly(10L);
    assertThat(next.timeNs()).isEqualTo(6);
  }

  @Test
  void cursorsSurviveTheRoundTripAndNothingElseIsOne() {
    var place = new Place(123, new RecordId(3, 99, 7));
    assertThat(Cursor.read(Cursor.write(place))).isEqualTo(place);
    assertThat(Cursor.read("x")).isNull();
    assertThat(Cursor.read("MTox")).isNull();
  }

  @Test
  void histogramStepsAreRoundAndCoverTheRange() {
    var steps = HistogramSteps.covering(1003 * SECOND, 4600 * SECOND, 60);
    assertThat(steps.stepSeconds()).isEqualTo(60);
    assertThat(steps.onSlots()).isTrue();
    assertThat(steps.startSeconds()).isEqualTo(960);
    assertThat(steps.endNs()).isGreaterThanOrEqualTo(4600 * SECOND);
    assertThat(HistogramSteps.covering(0, 30 * SECOND, 60).stepSeconds()).isEqualTo(1);
    assertThat(HistogramSteps.covering(0, 30 * SECOND, 60).onSlots()).isFalse();
    assertThat(HistogramSteps.covering(0, 365 * 86_400 * SECOND, 10).stepSeconds())
        .isEqualTo(37 * 86_400);
  }

  private static LogEntry row(long time) {
    return new LogEntry(
        new RecordId(0, time, 0), time, time, Severity.UNSET, "s", "b", "{}", "{}", "", "", "");
  }
}
