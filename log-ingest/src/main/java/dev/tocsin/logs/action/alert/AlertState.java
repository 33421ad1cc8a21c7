package dev.tocsin.logs.action.alert;

import java.time.Instant;

/**
 * Whether it rings.
 *
 * @param firing true while it rings
 * @param since since when
 * @param reason why
 */
public record AlertState(boolean firing, Instant since, String reason) {

  /** Nothing has happened yet. */
  public static AlertState quiet(Instant since) {
    return new AlertState(false, since, "nothing yet");
  }
}
