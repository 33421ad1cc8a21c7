package dev.tocsin.incident.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.incident.oncall.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who is woken next, as a timeline. */
class EscalationTest {

  private static final Target PRIMARY = new Target(Target.Type.SCHEDULE, "primary");
  private static final Target SECONDARY = new Target(Target.Type.SCHEDULE, "secondary");
  private static final Person ANNA = person("Anna");
  private static final Person BORIS = person("Boris");
  private static final Person LAST = person("Last resort");
  private static final Policy TWO_LEVELS =
      new Policy(
          "default",
          1,
          List.of(new Level(5, List.of(PRIMARY)), new Level(10, List.of(SECONDARY))),
          1);

  @Test
  void levelsFollowEachOtherThenRepeatThenTheLastResortIsWokenForEver() {
    assertThat(timeline(TWO_LEVELS, Map.of(PRIMARY, ANNA, SECONDARY, BORIS), LAST, 6))
        .containsExactly(
            "0 min: level 1 Anna",
            "5 min: level 2 Boris",
            "15 min: level 1 Anna",
            "20 min: level 2 Boris",
            "30 min: level 3 Last resort",
            "45 min: level 3 Last resort");
  }

  @Test
  void aLevelThatLeadsToNobodyIsPassedAtOnceAndFlagged() {
    Step step = Escalation.next(TWO_LEVELS, Position.START, Map.of(SECONDARY, BORIS), LAST);
    assertThat(step.people()).containsExactly(BORIS);
    assertThat(step.level()).isEqualTo(2);
    assertThat(step.flag()).isEqualTo("Nobody was on call at level 1");
    assertThat(step.trail()).hasSize(1);
  }

  @Test
  void aPolicyThatLeadsToNobodyWakesTheLastResortAtOnce() {
    Step step = Escalation.next(TWO_LEVELS, Position.START, Map.of(), LAST);
    assertThat(step.people()).containsExactly(LAST);
    assertThat(step.level()).isEqualTo(3);
    assertThat(step.flag()).isNotNull();
  }

  @Test
  void withoutAnyLastResortItKeepsTryingAndSaysSo() {
    Step step = Escalation.next(TWO_LEVELS, Position.START, Map.of(), null);
    assertThat(step.people()).isEmpty();
    assertThat(step.pause()).isEqualTo(Duration.ofMinutes(1));
    assertThat(step.flag()).isEqualTo("Nobody to wake");
  }

  @Test
  void somebodyNamedTwiceInALevelIsWokenOnce() {
    var policy = new Policy("p", 1, List.of(new Level(5, List.of(PRIMARY, SECONDARY))), 0);
    Step step =
        Escalation.next(policy, Position.START, Map.of(PRIMARY, ANNA, SECONDARY, ANNA), LAST);
    assertThat(step.people()).containsExactly(ANNA);
  }

  private static List<String> timeline(
      Policy policy, Map<Target, Person> roster, @Nullable Person fallback, int steps) {
    var lines = new ArrayList<String>();
    Position at = Position.START;
    Duration clock = Duration.ZERO;
    for (int i = 0; i < steps; i++) {
      Step step = Escalation.next(policy, at, roster, fallback);
      lines.add(clock.toMinutes() + " min: level " + step.level() + " " + step.names());
      clock = clock.plus(step.pause());
      at = step.next();
    }
    return lines;
  }

  private static Person person(String name) {
    return new Person(
        UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        name,
        name.substring(0, 1) + "@example.com",
        null,
        false);
  }
}
