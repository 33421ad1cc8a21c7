package dev.tocsin.console.access;

import dev.tocsin.events.AccessChange.KeyKind;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which role, project and region a key of each kind has, and what is wrong with a wish. */
final class NewKey {

  private static final Set<String> API_ROLES = Set.of("viewer", "responder", "manager", "admin");

  private NewKey() {}

  /** The kind by its name, or null. */
  static @Nullable KeyKind kind(@Nullable String name) {
    return switch (name == null ? "" : name.toLowerCase(Locale.ROOT)) {
      case "api" -> KeyKind.API;
      case "ingest" -> KeyKind.INGEST;
      case "region" -> KeyKind.REGION;
      case "service" -> KeyKind.SERVICE;
      default -> null;
    };
  }

  /** The role that a key of this kind gets: people choose only for API keys. */
  static String role(KeyKind kind, @Nullable String wished) {
    return switch (kind) {
      case API -> wished == null ? "" : wished;
      case INGEST -> "ingest";
      case REGION -> "agent";
      case SERVICE -> "service";
    };
  }

  /** The rule that the wished role breaks, or null. */
  static @Nullable String roleRule(KeyKind kind, String role) {
    return kind != KeyKind.API || API_ROLES.contains(role)
        ? null
        : "be one of viewer, responder, manager, admin";
  }

  /** The rule that the project breaks, or null. */
  static @Nullable String projectRule(KeyKind kind, @Nullable Long projectId) {
    return kind == KeyKind.INGEST && projectId == null ? "be given for an ingest key" : null;
  }

  /** The rule that the region breaks, or null. */
  static @Nullable String regionRule(KeyKind kind, @Nullable String region) {
    if (kind != KeyKind.REGION) {
      return region == null ? null : "be absent: only keys of kind region have one";
    }
    return region != null && region.matches("[a-z0-9-]{1,40}")
        ? null
        : "be 1 to 40 of a-z, 0-9 and -";
  }
}
