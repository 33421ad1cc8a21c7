package dev.tocsin.prober.verdict;

import static dev.tocsin.prober.verdict.Status.DOWN;
import static dev.tocsin.prober.verdict.Status.PAUSED;
import static dev.tocsin.prober.verdict.Status.RECOVERING;
import static dev.tocsin.prober.verdict.Status.UNCONFIRMED;
import static dev.tocsin.prober.verdict.Status.UNKNOWN;
import static dev.tocsin.prober.verdict.Status.UP;
import static dev.tocsin.prober.verdict.Timeline.second;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.prober.check.ProbeVerdict;
import dev.tocsin.prober.verdict.Decision.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
  @Test
  void a_new_monitor_is_unknown_until_the_quorum_was_heard() {
    var t = new Timeline().good("eu");
    assertThat(t.status()).isEqualTo(UNKNOWN);

    t.good("us");
    assertThat(t.status()).isEqualTo(UP);
    assertThat(t.pages).isEmpty();
  }

  @Test
  void a_monitor_that_never_worked_goes_down_with_the_quorum() {
    var t = new Timeline().at(3).bad("eu").at(4).bad("us");

    assertThat(t.statuses).containsExactly(UNCONFIRMED, DOWN);
    assertThat(t.pages).containsExactly(Page.FIRE);
    assertThat(t.state().firstFailure()).isEqualTo(second(3));
  }

  @Test
  void the_first_failure_asks_the_other_regions_at_once_and_pages_nobody() {
    var t = Timeline.up().at(10).bad("eu");

    assertThat(t.status()).isEqualTo(UNCONFIRMED);
    assertThat(t.asked).containsExactly("ap", "us");
    assertThat(t.pages).isEmpty();
  }

  @Test
  void a_confirmed_downtime_begins_at_the_first_failure() {
    var t = Timeline.up().at(10).bad("eu").at(10.4).bad("us");

    assertThat(t.statuses).containsExactly(UNCONFIRMED, DOWN);
    assertThat(t.pages).containsExactly(Page.FIRE);
    assertThat(t.state().since()).isEqualTo(second(10));
    assertThat(t.state().reason()).isEqualTo("2 of 3 regions fail (eu: refused, us: refused)");
  }

  @Test
  void the_third_region_failing_too_pages_nobody_again() {
    var t = Timeline.up().at(10).bad("eu").bad("us").bad("ap").at(20).bad("eu").bad("us");

    assertThat(t.pages).containsExactly(Page.FIRE);
    assertThat(t.status()).isEqualTo(DOWN);
  }

  @Test
  void a_failure_that_no_other_region_sees_is_cleared() {
    var t = Timeline.up().at(10).bad("eu").at(10.2).good("us");
    assertThat(t.status()).as("ap may still make the quorum").isEqualTo(UNCONFIRMED);

    t.at(10.3).good("ap");
    assertThat(t.status()).isEqualTo(UP);
    assertThat(t.state().reason()).contains("1 of 3 regions fail (eu: refused)");
    assertThat(t.last().confirm()).as("was it a blip?").containsExactly("eu");
    assertThat(t.pages).isEmpty();
  }

  @Test
  void a_region_that_keeps_failing_alone_does_not_ask_again_and_again() {
    var t = Timeline.up().at(10).bad("eu").good("us").good("ap").forget();

    t.at(20).bad("eu").good("us").good("ap").at(30).bad("eu");

    assertThat(t.statuses).isEmpty();
    assertThat(t.asked).isEmpty();
  }

  @Test
  void a_second_region_joining_a_regional_outage_makes_the_quorum() {
    var t = Timeline.up().at(10).bad("eu").good("us").good("ap").at(20).bad("eu").forget();

    t.at(23).bad("us");

    assertThat(t.statuses).containsExactly(UNCONFIRMED, DOWN);
    assertThat(t.state().since()).as("others saw it up until then").isEqualTo(second(23));
    assertThat(t.pages).containsExactly(Page.FIRE);
  }

  @Test
  void two_regions_failing_in_the_same_moment_go_down_at_once() {
    var t = Timeline.up().at(10);
    t.seen("eu", ProbeVerdict.BAD, second(10)).seen("us", ProbeVerdict.BAD, second(10));

    assertThat(t.statuses).containsExactly(UNCONFIRMED, DOWN);
    assertThat(t.pages).hasSize(1);
  }

  @Test
  void recovery_asks_the_others_and_needs_two_good_probes() {
    var t = Timeline.up().at(10).bad("eu").bad("us").bad("ap").forget();

    t.at(20).good("us");
    assertThat(t.status()).isEqualTo(RECOVERING);
    assertThat(t.asked).containsExactly("ap", "eu");
    assertThat(t.pages).isEmpty();

    t.at(20.3).good("eu");
    assertThat(t.status()).isEqualTo(UP);
    assertThat(t.pages).containsExactly(Page.RESOLVE);
    assertThat(t.state().since()).as("downtime ends at the first good").isEqualTo(second(20));
  }

  @Test
  void a_failure_while_recovering_is_the_same_incident() {
    var t = Timeline.up().at(10).bad("eu").bad("us").bad("ap").at(20).good("us").forget();

    t.at(20.2).bad("eu");
    assertThat(t.status()).isEqualTo(DOWN);
    assertThat(t.pages).isEmpty();

    t.at(30).good("us").good("eu");
    assertThat(t.pages).containsExactly(Page.RESOLVE);
  }

  @Test
  void a_slow_failure_that_started_before_recovery_does_not_undo_it() {
    var t = Timeline.up().at(10).bad("eu").bad("us").bad("ap").at(20).good("us").forget();

    t.at(20.5).seen("eu", ProbeVerdict.BAD, second(19));

    assertThat(t.status()).isEqualTo(RECOVERING);
  }

  @Test
  void recovery_succeeds_although_one_region_stays_out() {
    var t = Timeline.up().at(10).bad("eu").bad("us").bad("ap").forget();

    t.at(20).good("us").bad("ap").at(21).good("eu").at(30).bad("ap").good("us").at(31).good("eu");

    assertThat(t.status()).isEqualTo(UP);
    assertThat(t.pages).containsExactly(Page.RESOLVE);
  }

  @Test
  void flapping_between_probes_pages_once_per_downtime() {
    var t = Timeline.up();
    for (int i = 1; i <= 5; i++) {
      t.at(i * 20).bad("eu").bad("us").bad("ap");
      t.at(i * 20 + 10).good("eu").good("us").good("ap");
    }
    assertThat(t.pages).hasSize(10);
    assertThat(t.pages.subList(0, 2)).containsExactly(Page.FIRE, Page.RESOLVE);
  }

  @Test
  void alternating_single_failures_never_page() {
    var t = Timeline.up();
    for (int i = 1; i <= 10; i++) {
      t.at(i * 10).bad("eu").good("us").good("ap").at(i * 10 + 5).good("eu");
    }
    assertThat(t.pages).isEmpty();
    assertThat(t.status()).isEqualTo(UP);
  }

  @Test
  void silence_of_the_agents_is_unknown_and_not_down() {
    var t = Timeline.up().at(60).tick();

    assertThat(t.statuses).containsExactly(UNKNOWN);
    assertThat(t.pages).isEmpty();
    assertThat(t.state().since()).as("data is missing from there").isBefore(second(13));
  }

  @Test
  void one_silent_region_leaves_the_verdict_to_the_others() {
    var t = Timeline.up().at(40).good("eu").good("us").tick();
    assertThat(t.status()).isEqualTo(UP);

    t.at(50).bad("eu").bad("us");
    assertThat(t.status()).isEqualTo(DOWN);
  }

  @Test
  void a_suspicion_waits_for_a_dead_region_only_until_its_result_is_too_old() {
    var t = Timeline.up().at(10).bad("eu").good("us");
    assertThat(t.status()).isEqualTo(UNCONFIRMED);

    t.at(20).good("us").bad("eu").at(30).good("us").bad("eu").at(35).tick();

    assertThat(t.status()).isEqualTo(UP);
  }

  @Test
  void fewer_healthy_regions_than_the_quorum_page_nobody() {
    var t = Timeline.up().at(10).unknown("us").unknown("ap").bad("eu");

    assertThat(t.status()).isEqualTo(UNKNOWN);
    assertThat(t.pages).isEmpty();
  }

  @Test
  void an_open_alert_survives_missing_data_and_is_resolved_by_good_results() {
    var t = Timeline.up().at(10).bad("eu").bad("us").bad("ap").forget();

    t.at(60).tick();
    assertThat(t.status()).isEqualTo(UNKNOWN);
    assertThat(t.pages).isEmpty();

    t.at(70).good("eu").good("us");
    assertThat(t.status()).isEqualTo(RECOVERING);
    t.good("ap");
    assertThat(t.status()).isEqualTo(UP);
    assertThat(t.pages).containsExactly(Page.RESOLVE);
  }

  @Test
  void an_open_alert_that_still_fails_after_missing_data_is_not_raised_again() {
    var t = Timeline.up().at(10).bad("eu").bad("us").at(60).tick().forget();

    t.at(70).bad("eu").bad("us");

    assertThat(t.status()).isEqualTo(DOWN);
    assertThat(t.pages).isEmpty();
    assertThat(t.state().firstFailure()).isEqualTo(second(10));
  }

  @Test
  void late_results_do_not_count() {
    var t = Timeline.up().at(100).good("eu").good("us").good("ap").forget();

    t.seen("eu", ProbeVerdict.BAD, second(50)).seen("us", ProbeVerdict.BAD, second(51));

    assertThat(t.statuses).isEmpty();
    assertThat(t.last().reason()).isEqualTo("too late to count");
  }

  @Test
  void results_out_of_order_do_not_count() {
    var t = Timeline.up().at(10).good("eu").forget();

    t.at(10.1).seen("eu", ProbeVerdict.BAD, second(9));

    assertThat(t.statuses).isEmpty();
  }

  @Test
  void the_same_result_twice_changes_nothing() {
    var t = Timeline.up().at(10);
    t.seen("eu", ProbeVerdict.BAD, second(10));
    var before = t.state();

    t.seen("eu", ProbeVerdict.BAD, second(10));

    assertThat(t.state()).isEqualTo(before);
  }

  @Test
  void a_quorum_of_one_still_needs_two_failing_probes() {
    var t = new Timeline(List.of("eu"), 1).good("eu").forget();

    t.at(10).bad("eu");
    assertThat(t.status()).isEqualTo(UNCONFIRMED);
    assertThat(t.asked).containsExactly("eu");

    t.at(10.3).bad("eu");
    assertThat(t.status()).isEqualTo(DOWN);
    assertThat(t.state().since()).isEqualTo(second(10));
  }

  @Test
  void a_single_region_recovers_by_itself() {
    var t = new Timeline(List.of("eu"), 1).at(1).bad("eu").at(1.3).bad("eu").forget();

    t.at(11).good("eu");
    assertThat(t.asked).containsExactly("eu");
    t.at(11.2).good("eu");

    assertThat(t.pages).containsExactly(Page.RESOLVE);
  }

  @Test
  void a_quorum_of_all_regions_needs_them_all() {
    var t = new Timeline(List.of("ap", "eu", "us"), 3).good("ap").good("eu").good("us").forget();

    t.at(10).bad("ap").bad("eu");
    assertThat(t.status()).isEqualTo(UNCONFIRMED);
    t.good("us");
    assertThat(t.status()).isEqualTo(UP);
  }

  @Test
  void pausing_resolves_and_ignores_results_until_resumed() {
    var t = Timeline.up().at(10).bad("eu").bad("us").forget();

    t.at(12).on(new VerdictEvent.Pause()).at(13).bad("ap").tick();
    assertThat(t.status()).isEqualTo(PAUSED);
    assertThat(t.pages).containsExactly(Page.RESOLVE);

    t.at(20).on(new VerdictEvent.Resume());
    assertThat(t.status()).isEqualTo(UNKNOWN);
    assertThat(t.asked).contains("ap", "eu", "us");
    t.at(20.3).bad("eu").bad("us");
    assertThat(t.pages).containsExactly(Page.RESOLVE, Page.FIRE);
  }

  @Test
  void changed_settings_start_anew_and_keep_an_open_alert() {
    var t = Timeline.up().at(10).bad("eu").bad("us").forget();

    t.at(12).on(new VerdictEvent.Changed());
    assertThat(t.status()).isEqualTo(UNKNOWN);
    assertThat(t.pages).isEmpty();

    t.at(12.3).good("eu").good("us").good("ap");
    assertThat(t.pages).containsExactly(Page.RESOLVE);
  }

  @Test
  void a_region_that_is_not_the_monitors_is_ignored() {
    var t = Timeline.up().at(10).bad("mars").bad("venus");

    assertThat(t.statuses).isEmpty();
  }

  @Test
  void silence_is_due_when_the_first_result_grows_too_old() {
    var t = Timeline.up();

    var due = Verdict.dueAt(t.rule(), t.state(), second(1));

    assertThat(due).isAfter(second(33.9)).isBefore(second(34.1));
  }
}
