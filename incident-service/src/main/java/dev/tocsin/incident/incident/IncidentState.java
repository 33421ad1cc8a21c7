package dev.tocsin.incident.incident;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where an incident stands. A transition is a method of the states that allow it:
 *
 * <pre>
 * Triggered ──acknowledge──► Acknowledged ──resolve──► Resolved
 *     └───────────resolve──────────────────────────────►  │
 *     ▲───────────────────────reopen──────────────────────┘
 * </pre>
 */
public sealed interface IncidentState {

  /** As stored and shown. */
  default String word() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** Nobody has taken it yet; people are being woken. */
  record Triggered() implements IncidentState {
    /** Somebody takes it. */
    public Acknowledged acknowledge(String by, Instant now) {
      return new Acknowledged(now, by);
    }

    /** It is over before anybody took it. */
    public Resolved resolve(String by, Instant now) {
      return new Resolved(now, by, null);
    }
  }

  /**
   * Somebody works on it.
   *
   * @param at since when
   * @param by who
   */
  record Acknowledged(Instant at, String by) implements IncidentState {
    /** It is over. */
    public Resolved resolve(String resolver, Instant now) {
      return new Resolved(now, resolver, this);
    }
  }

  /**
   * It is over.
   *
   * @param at since when
   * @param by who said so
   * @param before who had taken it; null when nobody had
   */
  record Resolved(Instant at, String by, @Nullable Acknowledged before) implements IncidentState {
    /** The same trouble came back soon: people are woken again. */
    public Triggered reopen() {
      return new Triggered();
    }
  }
}
