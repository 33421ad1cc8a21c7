package dev.tocsin.incident.paging;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a person is to be woken for an incident, once per level and loop of its escalation.
 *
 * @param id shown in every message, so that a duplicate is recognised
 * @param incidentId what for
 * @param loop which round through the policy, from 0
 * @param level which level, from 1
 * @param personId whom
 * @param state open until somebody answers
 * @param createdAt when it was planned
 */
public record Page(
    UUID id, UUID incidentId, int loop, int level, UUID personId, State state, Instant createdAt) {

  /** How a page ends. */
  public enum State {
    /** Nobody has answered yet. */
    OPEN,
    /** This person acknowledged. */
    ACKNOWLEDGED,
    /** Somebody else acknowledged. */
    SUPERSEDED,
    /** The incident was resolved. */
    RESOLVED
  }

  /**
   * The latest attempt of one channel of a page, for lists.
   *
   * @param id the attempt
   * @param pageId its page
   * @param person whom
   * @param level which level, from 1
   * @param channel which way
   * @param state planned, leased, handed_over, failed, unknown or cancelled
   * @param pageState what became of the page
   * @param attempts how many attempts this channel has had
   * @param createdAt when the page was planned
   * @param sentAt when a provider first took it
   * @param error why the latest unsuccessful attempt did not succeed
   */
  public record Line(
      UUID id,
      UUID pageId,
      String person,
      int level,
      String channel,
      String state,
      String pageState,
      int attempts,
      Instant createdAt,
      @Nullable Instant sentAt,
      @Nullable String error) {}
}
