package dev.tocsin.incident.postmortem;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What people write after an incident.
 *
 * @param id never changes
 * @param incidentId the incident
 * @param incidentNumber its number
 * @param title shown in lists
 * @param state draft or published
 * @param markdown the text
 * @param version counts changes; a change names the version it is based on
 * @param createdAt when the draft was made
 * @param createdBy who asked for it
 * @param updatedAt last change
 * @param updatedBy who made it
 * @param publishedAt null for a draft
 * @param publishedBy null for a draft
 */
public record Postmortem(
    UUID id,
    UUID incidentId,
    long incidentNumber,
    String title,
    State state,
    String markdown,
    long version,
    Instant createdAt,
    String createdBy,
    Instant updatedAt,
    String updatedBy,
    @Nullable Instant publishedAt,
    @Nullable String publishedBy) {

  /** How far it is. */
  public enum State {
    /** Being written. */
    DRAFT,
    /** For everybody to read; no longer changed. */
    PUBLISHED;

    /** As stored and shown. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
