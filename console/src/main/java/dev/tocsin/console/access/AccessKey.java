package dev.tocsin.console.access;

import dev.tocsin.events.AccessChange;
import dev.tocsin.events.AccessChange.KeyKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A machine's key, without the key itself.
 *
 * @param id what people see and revoke
 * @param sha256 SHA-256 of the key, lower-case hex
 * @param kind what it is for
 * @param role the role it grants
 * @param projectId the project it is bound to
 * @param region the region it speaks for
 * @param label what people call it
 * @param createdAt when it was made
 * @param createdBy who made it
 * @param revokedAt since when it no longer works
 */
record AccessKey(
    String id,
    String sha256,
    KeyKind kind,
    String role,
    @Nullable Long projectId,
    @Nullable String region,
    String label,
    Instant createdAt,
    String createdBy,
    @Nullable Instant revokedAt) {

  /** What every service is told. */
  AccessChange.Key change() {
    return new AccessChange.Key(
        id, sha256, kind, role, projectId, region, label, revokedAt != null);
  }
}
