package dev.tocsin.prober.verdict;

import dev.tocsin.prober.check.ProbeVerdict;
import dev.tocsin.prober.verdict.Decision.Page;
import dev.tocsin.prober.verdict.VerdictEvent.Observed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Plays events against a monitor of three regions, quorum two, ten seconds, and keeps what
 * happened.
 */
final class Timeline {
  static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  private final Rule rule;
  private MonitorState state = MonitorState.initial(START);
  private Instant now = START;
  private int number;
  private Decision last = Decision.unchanged(state, "");
  final List<Status> statuses = new ArrayList<>();
  final List<Page> pages = new ArrayList<>();
  final List<Transition> transitions = new ArrayList<>();
  final Set<String> asked = new TreeSet<>();

  Timeline() {
    this(List.of("ap", "eu", "us"), 2);
  }

  Timeline(List<String> regions, int quorum) {
    rule = Rule.of(regions, quorum, Duration.ofSeconds(10), Duration.ofSeconds(2));
  }

  /** All regions good: the usual beginning. */
  static Timeline up() {
    Timeline timeline = new Timeline();
    timeline.good("ap").good("eu").good("us");
    timeline.forget();
    return timeline;
  }

  Timeline forget() {
    statuses.clear();
    pages.clear();
    transitions.clear();
    asked.clear();
    return this;
  }

  Timeline at(double seconds) {
    now = START.plusMillis((long) (seconds * 1000));
    return this;
  }

  Timeline good(String region) {
    return seen(region, ProbeVerdict.GOOD, now);
  }

  Timeline bad(String region) {
    return seen(region, ProbeVerdict.BAD, now);
  }

  Timeline unknown(String region) {
    return seen(region, ProbeVerdict.UNKNOWN, now);
  }

  /** A result that started at another time than now. */
  Timeline seen(String region, ProbeVerdict verdict, Instant started) {
    String error = verdict == ProbeVerdict.GOOD ? null : "refused";
    RegionResult result =
        new RegionResult("e" + number++, started, now, verdict, error, null, 5_000_000, null);
    return on(new Observed(region, result));
  }

  Timeline tick() {
    return on(new VerdictEvent.Tick());
  }

  Timeline on(VerdictEvent event) {
    last = Verdict.decide(rule, state, event, now);
    state = last.next();
    last.transitions().forEach(t -> statuses.add(t.to()));
    transitions.addAll(last.transitions());
    if (last.alert() != Page.NONE) {
      pages.add(last.alert());
    }
    asked.addAll(last.confirm());
    // Time moves a little with every event, as it does in the world.
    now = now.plusMillis(1);
    return this;
  }

  MonitorState state() {
    return state;
  }

  Status status() {
    return state.status();
  }

  Decision last() {
    return last;
  }

  Rule rule() {
    return rule;
  }

  static Instant second(double seconds) {
    return START.plusMillis((long) (seconds * 1000));
  }
}
