package dev.tocsin.incident.signal;

import dev.tocsin.events.Severity;

/** Decides by severity whether an alert wakes people, with the reason that the timeline shows. */
public final class Routing {

  private Routing() {}

  /**
   * A decision.
   *
   * @param pages whether people are woken
   * @param reason why, or why not
   */
  public record Decision(boolean pages, String reason) {}

  /** The decision for an alert of this severity. */
  public static Decision decide(Severity severity) {
    return switch (severity) {
      case CRITICAL -> new Decision(true, "Severity critical wakes the on-call.");
      case ERROR -> new Decision(true, "Severity error wakes the on-call.");
      case WARNING -> new Decision(false, "Nobody was woken: severity warning is only listed.");
      case INFO -> new Decision(false, "Nobody was woken: severity info is only listed.");
    };
  }
}
