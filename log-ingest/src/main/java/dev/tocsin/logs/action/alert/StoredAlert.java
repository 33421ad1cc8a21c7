package dev.tocsin.logs.action.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A log alert as it is kept.
 *
 * @param id its number
 * @param project the project
 * @param version grows whenever other lines are counted
 * @param rule when it rings
 * @param enabled false: it never rings
 * @param snoozedUntil it does not ring before
 * @param createdAt when it was made
 * @param createdBy by whom
 * @param updatedAt when it was changed last
 */
public record StoredAlert(
    long id,
    long project,
    int version,
    LogAlert rule,
    boolean enabled,
    @Nullable Instant snoozedUntil,
    Instant createdAt,
    String createdBy,
    Instant updatedAt) {

  /** Why it must not ring at {@code now}; null when it may. */
  public @Nullable String silenced(Instant now) {
    if (!enabled) {
      return "the alert was disabled";
    }
    return snoozedUntil != null && snoozedUntil.isAfter(now)
        ? "the alert is snoozed until " + snoozedUntil
        : null;
  }
}
