package dev.tocsin.logs.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.logs.retention.RetentionRules.Age;
import dev.tocsin.logs.retention.RetentionRules.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is past its time, and what happens to the segments it lies in. */
class RetentionRulesTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration FORTNIGHT = Duration.ofDays(14);
  private static final int DEBUG = 2;
  private static final int ERROR = 5;

  @Test
  void withoutPoliciesTheDefaultDecides() {
    var rules = rules();

    assertThat(rules.decide(segment(1, 15, Set.of(), "shop"))).isInstanceOf(Decision.Hide.class);
    assertThat(rules.decide(segment(1, 13, Set.of(), "shop"))).isInstanceOf(Decision.Keep.class);
  }

  @Test
  void morePartsComeBeforeFewerAndAServiceBeforeALevel() {
    var rules =
        rules(
            policy(1, null, null, DEBUG, 2),
            policy(2, null, "shop", null, 5),
            policy(3, 7L, null, null, 9),
            policy(4, 7L, "shop", DEBUG, 30));

    assertThat(rules.deciding(1, "shop", DEBUG)).isEqualTo(2);
    assertThat(rules.deciding(7, "other", DEBUG)).isEqualTo(1);
    assertThat(rules.deciding(7, "shop", DEBUG)).isEqualTo(4);
    assertThat(rules.deciding(7, "other", ERROR)).isEqualTo(3);
    assertThat(rules.deciding(1, "other", ERROR)).isEqualTo(RetentionPolicy.DEFAULT);
  }

  @Test
  void onlyTheRowsOfTheExpiredPolicyGo() {
    var rules = rules(policy(1, null, null, DEBUG, 2));

    var decision = rules.decide(segment(1, 3, Set.of(), "shop"));

    assertThat(decision).isEqualTo(new Decision.Rewrite(Set.of(1L)));
  }

  @Test
  void aPolicyIsAppliedToASegmentOnce() {
    var rules = rules(policy(1, null, null, DEBUG, 2));

    assertThat(rules.decide(segment(1, 3, Set.of(1L), "shop"))).isInstanceOf(Decision.Keep.class);
  }

  @Test
  void rowsThatAreKeptLongerOutliveTheDefault() {
    var rules = rules(policy(1, null, "shop", ERROR, 90));

    assertThat(rules.decide(segment(1, 20, Set.of(), "shop")))
        .isEqualTo(new Decision.Rewrite(Set.of(RetentionPolicy.DEFAULT)));
    assertThat(rules.decide(segment(1, 20, Set.of(), "other"))).isInstanceOf(Decision.Hide.class);
    assertThat(rules.decide(segment(1, 91, Set.of(0L), "shop"))).isInstanceOf(Decision.Hide.class);
  }

  @Test
  void aSizeShortensTheAgeAndNeverLengthensIt() {
    var one = new RetentionPolicy(1, null, "shop", null, null, 1L << 20, "me", NOW);
    long threeDays = NOW.minus(Duration.ofDays(3)).getEpochSecond() * 1_000_000_000L;

    var tight = new RetentionRules(List.of(one), FORTNIGHT, Map.of(1L, threeDays), NOW);
    var loose = new RetentionRules(List.of(one), FORTNIGHT, Map.of(1L, 0L), NOW);

    assertThat(tight.cutoffNs(1)).isEqualTo(threeDays);
    assertThat(loose.cutoffNs(1)).isEqualTo(loose.cutoffNs(RetentionPolicy.DEFAULT));
  }

  @Test
  void lengthsAreReadAndWrittenTheSameWay() {
    for (String text : List.of("90s", "10m", "36h", "14d")) {
      assertThat(Span.read(text)).isNotNull().extracting(Span::write).isEqualTo(text);
    }
    assertThat(Span.read("2w")).isEqualTo(FORTNIGHT);
    assertThat(Span.read("P14D")).isNull();
    assertThat(Span.read("99999999999d")).isNull();
  }

  private static RetentionRules rules(RetentionPolicy... policies) {
    return new RetentionRules(List.of(policies), FORTNIGHT, Map.of(), NOW);
  }

  private static RetentionPolicy policy(
      long id,
      @Nullable Long project,
      @Nullable String service,
      @Nullable Integer level,
      int days) {
    return new RetentionPolicy(id, project, service, level, Duration.ofDays(days), null, "me", NOW);
  }

  /** With rows at debug and error. */
  private static Age segment(long project, int daysOld, Set<Long> applied, String... services) {
    long ns = NOW.minus(Duration.ofDays(daysOld)).getEpochSecond() * 1_000_000_000L;
    return new Age(
        UUID.randomUUID(),
        project,
        ns,
        List.of(services),
        List.of(0L, 0L, 3L, 0L, 0L, 2L, 0L),
        applied);
  }
}
