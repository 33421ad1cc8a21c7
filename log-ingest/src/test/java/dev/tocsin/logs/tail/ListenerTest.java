package dev.tocsin.logs.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.record.LogEntry;
import dev.tocsin.logs.record.RecordId;
import dev.tocsin.logs.record.Severity;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListenerTest {

  private final Listener listener = listener(Duration.ofHours(1));

  @Test
  void linesComeInOrderAndOnlyWhenAsked() {
    listener.offer(rows(0, 2), 0);
    assertThat(line(listener)).isEqualTo("0");
    assertThat(line(listener)).isEqualTo("1");
    var waiting = listener.next();
    assertThat(waiting).isNotDone();
    listener.offer(rows(2, 3), 0);
    assertThat(waiting).isCompletedWithValueMatching(Listener.Found.class::isInstance);
  }

  @Test
  void whatDoesNotFitIsCounted() {
    listener.offer(rows(0, 7), 5);
    assertThat(listener.room()).isZero();
    IntStream.range(0, 4).forEach(i -> assertThat(line(listener)).isEqualTo("" + i));
    assertThat(listener.next().join()).isEqualTo(new Listener.Dropped(8));
    assertThat(listener.next()).isNotDone();
    assertThat(listener.room()).isEqualTo(4);
  }

  @Test
  void skippedBatchesAndTheEndAreTold() {
    listener.skip(3);
    assertThat(listener.next().join()).isEqualTo(new Listener.Skipped(3));
    listener.end("over");
    listener.end("twice");
    assertThat(listener.next().join()).isEqualTo(new Listener.Ended("over"));
  }

  @Test
  void aQuietStreamShowsThatItLives() {
    Listener impatient = listener(Duration.ZERO);
    assertThat(impatient.next().join()).isEqualTo(new Listener.Heartbeat());
    var waiting = listener.next();
    listener.tick();
    assertThat(waiting).isNotDone();
  }

  @Test
  void largeLinesFillTheQueueToo() {
    var large = new java.util.ArrayList<LogEntry>();
    large.add(row(0, "x".repeat(9 << 20)));
    large.add(row(1, "y"));
    listener.offer(large, 0);
    assertThat(listener.next().join()).isInstanceOf(Listener.Found.class);
    assertThat(listener.next().join()).isEqualTo(new Listener.Dropped(1));
  }

  private static Listener listener(Duration heartbeat) {
    return new Listener(null, Expr.ALL, 4, heartbeat, () -> {});
  }

  private static String line(Listener listener) {
    return ((Listener.Found) listener.next().join()).row().body();
  }

  private static List<LogEntry> rows(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> row(i, "" + i)).toList();
  }

  private static LogEntry row(int number, String body) {
    return new LogEntry(
        new RecordId(0, 0, number), 0, 0, Severity.UNSET, "s", body, "{}", "{}", "", "", "");
  }
}
