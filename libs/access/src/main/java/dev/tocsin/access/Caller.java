package dev.tocsin.access;

import dev.tocsin.events.AccessChange.KeyKind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whoever holds a valid key.
 *
 * @param name the key's label, for timelines and logs
 * @param kind what the key is for
 * @param roles every role it grants, included ones too
 * @param projectId the project it is bound to; null for the whole platform
 * @param region the region it speaks for; only for agents
 */
public record Caller(
    String name,
    KeyKind kind,
    Set<String> roles,
    @Nullable Long projectId,
    @Nullable String region) {

  /** True for a key of the whole platform or of this very project. */
  public boolean mayUseProject(long id) {
    return projectId == null || projectId == id;
  }
}
