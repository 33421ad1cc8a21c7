package dev.tocsin.logs.intake;

import dev.tocsin.access.AccessRegistry;
import dev.tocsin.events.AccessChange.KeyKind;
import dev.tocsin.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Which project may a request write to? The key decides, nothing else in the request does. */
public final class IngestKeys {

  private final AccessRegistry registry;

  /** Knows the keys of {@code registry}. */
  public IngestKeys(AccessRegistry registry) {
    this.registry = registry;
  }

  /**
   * Whose key the request has.
   *
   * @throws ProblemException 401 without a valid key, 403 with a key of another kind
   */
  public Sender sender(@Nullable String authorization, @Nullable String keyHeader) {
    String key = keyIn(authorization, keyHeader);
    if (key == null) {
      throw ProblemException.unauthorized("Send an ingest key as Bearer token or X-Tocsin-Key.");
    }
    var caller = registry.authenticate(key);
    if (caller == null) {
      throw ProblemException.unauthorized("This key is unknown or revoked.");
    }
    Long project = caller.projectId();
    if (caller.kind() != KeyKind.INGEST || project == null) {
      throw ProblemException.forbidden("Logs are taken with an ingest key only.");
    }
    return new Sender(project, caller.name());
  }

  private static @Nullable String keyIn(
      @Nullable String authorization, @Nullable String keyHeader) {
    if (keyHeader != null && !keyHeader.isBlank()) {
      return keyHeader.strip();
    }
    if (authorization == null) {
      return null;
    }
    String[] parts = authorization.strip().split("\\s+", 2);
    if (parts.length < 2) {
      return null;
    }
    return switch (parts[0].toLowerCase(java.util.Locale.ROOT)) {
      case "bearer" -> parts[1];
      case "basic" -> password(parts[1]);
      default -> null;
    };
  }

  private static @Nullable String password(String basic) {
    try {
      var pair = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? null : pair.substring(colon + 1);
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }
}
