package dev.tocsin.logs.action;

import dev.tocsin.access.Caller;
import dev.tocsin.access.KeyAuthentication;
import dev.tocsin.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import org.jspecify.annotations.Nullable;

/** What the doors to definitions share: who asks, and for which project. */
public abstract class CallerResource {

  private static final long DEFAULT_PROJECT = 1;

  private final SecurityIdentity identity;

  /** A door. */
  protected CallerResource(SecurityIdentity identity) {
    this.identity = identity;
  }

  /** The name for records of who did it. */
  protected String who() {
    return identity.getPrincipal().getName();
  }

  /** Whether the caller may see what belongs to a project. */
  protected boolean sees(long project) {
    Caller caller = identity.getAttribute(KeyAuthentication.CALLER);
    return caller == null || caller.mayUseProject(project);
  }

  /**
   * The project meant: the given one, else the caller's own, else the first.
   *
   * @throws ProblemException 403 for a project the caller may not use
   */
  protected long project(@Nullable Long given) {
    Caller caller = identity.getAttribute(KeyAuthentication.CALLER);
    Long own = caller == null ? null : caller.projectId();
    long project = given != null ? given : own != null ? own : DEFAULT_PROJECT;
    if (!sees(project)) {
      throw ProblemException.forbidden("This key does not belong to that project.");
    }
    return project;
  }
}
