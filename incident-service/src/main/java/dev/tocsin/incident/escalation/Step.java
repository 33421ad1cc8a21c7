package dev.tocsin.incident.escalation;

import dev.tocsin.incident.oncall.Person;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an escalation does next, and why.
 *
 * @param at the place that is reached
 * @param level its number as shown; the last resort comes after the last level
 * @param people who is woken, each once
 * @param next the place after it
 * @param pause how long to wait there
 * @param trail reasons, in order
 * @param flag what went wrong, for the incident; null when nothing did
 */
public record Step(
    Position at,
    int level,
    List<Person> people,
    Position next,
    Duration pause,
    List<String> trail,
    @Nullable String flag) {

  /** Who is woken, in words. */
  public String names() {
    return String.join(", ", people.stream().map(Person::name).toList());
  }
}
