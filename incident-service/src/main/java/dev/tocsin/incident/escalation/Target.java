package dev.tocsin.incident.escalation;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Whom a level wakes.
 *
 * @param type a person, or whoever a schedule names at that moment
 * @param id a person's id or a schedule's name
 */
public record Target(Type type, String id) {

  /** Kinds of targets. */
  public enum Type {
    /** A fixed person. */
    @JsonProperty("person")
    PERSON,
    /** Whoever is on call. */
    @JsonProperty("schedule")
    SCHEDULE
  }

  /** In words. */
  String shown() {
    return switch (type) {
      case PERSON -> "person " + id;
      case SCHEDULE -> "schedule " + id;
    };
  }
}
