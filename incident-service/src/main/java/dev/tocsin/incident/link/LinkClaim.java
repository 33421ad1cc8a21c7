package dev.tocsin.incident.link;

import java.time.Instant;
import java.util.UUID;

/**
 * What a link allows: one action on the incident of one page, in one person's name.
 *
 * @param pageId the page that carried the link
 * @param personId whom it was sent to
 * @param action what it does
 * @param expiry until when
 */
public record LinkClaim(UUID pageId, UUID personId, Action action, Instant expiry) {

  /** What a link may do. */
  public enum Action {
    /** Takes the incident. */
    ACKNOWLEDGE("Acknowledge"),
    /** Ends the incident. */
    RESOLVE("Resolve");

    private final String label;

    Action(String label) {
      this.label = label;
    }

    /** The button's text. */
    public String label() {
      return label;
    }
  }
}
