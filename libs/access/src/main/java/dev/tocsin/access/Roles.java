package dev.tocsin.access;

import java.util.Set;

/** Role names, as they stand in {@code @RolesAllowed} and in tokens. */
public final class Roles {

  /** Reads everything. */
  public static final String VIEWER = "viewer";

  /** Acts on incidents and issues. */
  public static final String RESPONDER = "responder";

  /** Configures monitors, SLOs, schedules and policies. */
  public static final String MANAGER = "manager";

  /** Manages accounts and keys. */
  public static final String ADMIN = "admin";

  /** Sends logs and exceptions of one project. */
  public static final String INGEST = "ingest";

  /** Probes for one region. */
  public static final String AGENT = "agent";

  /** Is another service of the platform. */
  public static final String SERVICE = "service";

  private Roles() {}

  /** The role with every role that it includes; empty for a name that is not a role. */
  public static Set<String> implied(String role) {
    return switch (role) {
      case ADMIN -> Set.of(ADMIN, MANAGER, RESPONDER, VIEWER);
      case MANAGER -> Set.of(MANAGER, RESPONDER, VIEWER);
      case RESPONDER -> Set.of(RESPONDER, VIEWER);
      case VIEWER -> Set.of(VIEWER);
      case SERVICE -> Set.of(SERVICE, VIEWER);
      case INGEST -> Set.of(INGEST);
      case AGENT -> Set.of(AGENT);
      default -> Set.of();
    };
  }
}
