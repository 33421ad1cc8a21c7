package dev.tocsin.exceptions.runtime;

import dev.tocsin.access.Caller;
import dev.tocsin.access.KeyAuthentication;
import dev.tocsin.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Which projects the caller of the present request may see. */
@ApplicationScoped
public class CallerProjects {

  private final SecurityIdentity identity;

  CallerProjects(SecurityIdentity identity) {
    this.identity = identity;
  }

  /** The one project the caller is bound to, null for all. */
  public @Nullable Long only() {
    return identity.getAttribute(KeyAuthentication.CALLER) instanceof Caller caller
        ? caller.projectId()
        : null;
  }

  public boolean maySee(long project) {
    var only = only();
    return only == null || only == project;
  }

  /** Ends the request with 403 when the key belongs to another project. */
  public void require(long project) {
    if (!maySee(project)) {
      throw ProblemException.forbidden("The key belongs to another project.");
    }
  }

  /** Who is calling, for records of what was done. */
  public String name() {
    return identity.getPrincipal().getName();
  }
}
