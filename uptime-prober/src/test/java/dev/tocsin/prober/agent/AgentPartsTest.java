package dev.tocsin.prober.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.prober.work.Report;
import dev.tocsin.prober.work.Work;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AgentPartsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  @Test
  void a_full_buffer_drops_the_oldest_and_counts_it() {
    var buffer = new ResultBuffer(3);
    for (int i = 0; i < 5; i++) {
      buffer.add(result("e" + i));
    }
    assertThat(buffer.dropped()).isEqualTo(2);
    assertThat(buffer.take(10))
        .extracting(Report.Result::eventId)
        .containsExactly("e2", "e3", "e4");
  }

  @Test
  void a_batch_that_was_put_back_keeps_its_place() {
    var buffer = new ResultBuffer(10);
    buffer.add(result("a"));
    buffer.add(result("b"));
    var batch = buffer.take(2);
    buffer.add(result("c"));

    buffer.putBack(batch);

    assertThat(buffer.take(10)).extracting(Report.Result::eventId).containsExactly("a", "b", "c");
  }

  @Test
  void work_that_did_not_change_keeps_its_timer() {
    var assignment = new Assignment();
    assignment.take(work(item("kept", 1), item("changed", 1), item("gone", 1)));

    var change = assignment.take(work(item("kept", 1), item("changed", 2), item("new", 1)));

    assertThat(change.start()).extracting(Work.Item::monitorId).containsExactly("changed", "new");
    assertThat(change.stop()).containsExactlyInAnyOrder("changed", "gone");
  }

  @Test
  void work_expires() {
    var assignment = new Assignment();
    assertThat(assignment.valid(NOW)).isFalse();
    assignment.take(work());
    assertThat(assignment.valid(NOW.plusSeconds(899))).isTrue();
    assertThat(assignment.valid(NOW.plusSeconds(900))).isFalse();
  }

  @Test
  void waits_grow_with_jitter_and_start_anew_after_success() {
    var backoff =
        new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5), new SplittableRandom(7));
    for (int i = 0; i < 30; i++) {
      long step = Math.min(5000, 200L << Math.min(i, 20));
      assertThat(backoff.failed().toMillis()).isBetween(step / 2, step);
    }
    backoff.succeeded();
    assertThat(backoff.failed().toMillis()).isLessThanOrEqualTo(200);
  }

  @Test
  void events_are_read_line_by_line() {
    var seen = new ArrayList<String>();
    var lines = new SseLines((name, data) -> seen.add(name + "=" + data));

    List.of(
            ": alive",
            "",
            "event: work",
            "data: {\"a\":1,",
            "data:\"b\":2}\r",
            "",
            "data: plain",
            "",
            "id: 7",
            "")
        .forEach(lines::line);

    assertThat(seen).containsExactly("work={\"a\":1,\n\"b\":2}", "message=plain");
  }

  @Test
  void only_a_broken_network_puts_the_agents_results_in_doubt() {
    assertThat(WorkStreamClient.reached(new ConnectException("Connection refused"))).isTrue();
    assertThat(WorkStreamClient.reached(new ControlClient.RefusedException(503))).isTrue();
    assertThat(WorkStreamClient.reached(new UnknownHostException("control.example.com"))).isFalse();
    assertThat(WorkStreamClient.reached(new SocketTimeoutException("silent"))).isFalse();
    assertThat(WorkStreamClient.reached(new ConnectException("connection timed out"))).isFalse();
  }

  @Test
  void settings_name_every_variable_that_is_wrong() {
    assertThatThrownBy(
            () ->
                AgentSettings.from(
                    Map.of("TOCSIN_CONTROL_URL", "ftp://x", "TOCSIN_AGENT_NAME", "a b")))
        .hasMessageContaining("TOCSIN_CONTROL_URL")
        .hasMessageContaining("TOCSIN_REGION_KEY")
        .hasMessageContaining("TOCSIN_AGENT_NAME");
  }

  @Test
  void private_addresses_are_not_probed_unless_allowed() {
    var settings = AgentSettings.from(Map.of("TOCSIN_REGION_KEY", "tk_reg_example"));
    assertThat(settings.allowPrivate()).isFalse();
  }

  private static Report.Result result(String id) {
    return new Report.Result(id, "m", 1, NOW, NOW, "good", null, 200, null, null, 0, true);
  }

  private static Work.Item item(String id, int revision) {
    return new Work.Item(
        id, revision, "https://shop.example.com", "GET", List.of(200), 10, 1000, 5);
  }

  private static Work work(Work.Item... items) {
    return new Work("eu-west", 1, NOW.plusSeconds(900), List.of(items));
  }
}
