package dev.tocsin.slo.burn;

import java.time.Instant;

/**
 * Whether an SLO's page is on.
 *
 * <pre>
 *   Quiet ── a pair holds ──► Firing
 *   Firing ── no pair holds, and none is silent ──► Quiet
 * </pre>
 */
public sealed interface BurnState {

  /** When it became so. */
  Instant since();

  /** Why, in one sentence. */
  String reason();

  /** No page is on. */
  record Quiet(Instant since, String reason) implements BurnState {

    /** The page goes on. */
    Firing fire(Instant now, String why) {
      return new Firing(now, why);
    }
  }

  /** The page is on. */
  record Firing(Instant since, String reason) implements BurnState {

    /** The page goes off. */
    Quiet resolve(Instant now, String why) {
      return new Quiet(now, why);
    }
  }
}
