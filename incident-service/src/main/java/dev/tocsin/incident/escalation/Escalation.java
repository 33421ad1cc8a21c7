package dev.tocsin.incident.escalation;

import dev.tocsin.incident.oncall.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides whom an escalation wakes next. A level that leads to nobody is passed at once; when the
 * policy leads to nobody at all, or nobody answered in all its rounds, the last resort is woken and
 * woken again until somebody answers. There is no end without an answer.
 */
public final class Escalation {

  /** How often the last resort is woken. */
  public static final Duration LAST_RESORT_WAIT = Duration.ofMinutes(15);

  private static final Duration NOBODY_AT_ALL_WAIT = Duration.ofMinutes(1);

  private Escalation() {}

  /**
   * The step at {@code from}, or at the first place after it that leads to somebody.
   *
   * @param roster whom each target of the policy means now; targets that mean nobody are absent
   * @param fallback the last resort; null only where none was ever configured
   */
  public static Step next(
      Policy policy, Position from, Map<Target, Person> roster, @Nullable Person fallback) {
    var trail = new ArrayList<String>();
    String flag = null;
    Position at = from;
    while (!at.lastResort(policy)) {
      Level level = policy.levels().get(at.level() - 1);
      var people = people(level, roster);
      if (!people.isEmpty()) {
        return new Step(
            at,
            at.level(),
            List.copyOf(people),
            at.after(policy),
            Duration.ofMinutes(level.delayMinutes()),
            trail,
            flag);
      }
      flag = "Nobody was on call at level " + at.level();
      trail.add(
          "Level " + at.level() + " leads to nobody (" + shown(level) + "): the next one follows.");
      at = at.after(policy);
    }
    return lastResort(policy, at, fallback, trail, flag);
  }

  private static Step lastResort(
      Policy policy,
      Position at,
      @Nullable Person fallback,
      List<String> trail,
      @Nullable String flag) {
    int level = policy.levels().size() + 1;
    if (fallback == null) {
      trail.add("There is no last resort: nobody can be woken.");
      return new Step(
          at, level, List.of(), at.after(policy), NOBODY_AT_ALL_WAIT, trail, "Nobody to wake");
    }
    trail.add("Last resort: nobody was reached by the policy.");
    return new Step(
        at,
        level,
        List.of(fallback),
        at.after(policy),
        LAST_RESORT_WAIT,
        trail,
        flag != null ? flag : "Nobody answered in all rounds of the policy");
  }

  private static SequencedSet<Person> people(Level level, Map<Target, Person> roster) {
    var people = new LinkedHashSet<Person>();
    for (Target target : level.targets()) {
      Person person = roster.get(target);
      if (person != null) {
        people.add(person);
      }
    }
    return people;
  }

  private static String shown(Level level) {
    return level.targets().isEmpty()
        ? "no targets"
        : String.join(", ", level.targets().stream().map(Target::shown).toList());
  }
}
