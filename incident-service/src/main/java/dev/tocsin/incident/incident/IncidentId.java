package dev.tocsin.incident.incident;

import dev.tocsin.problem.ProblemException;
import java.util.UUID;

/** Reads ids from outside: text that is no id names nothing, so it is a 404 like any other. */
public final class IncidentId {

  private IncidentId() {}

  /**
   * The id.
   *
   * @param what the kind of thing, for the answer
   * @throws ProblemException 404 when {@code text} cannot be an id
   */
  public static UUID parse(String what, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw ProblemException.notFound(what, text);
    }
  }
}
