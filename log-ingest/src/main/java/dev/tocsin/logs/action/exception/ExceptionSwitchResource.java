package dev.tocsin.logs.action.exception;

import dev.tocsin.access.Roles;
import dev.tocsin.logs.action.CallerResource;
import dev.tocsin.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Exceptions from logs, on or off for each project. */
@Path("/api/v1/projects/{project}/log-exceptions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "exceptions from logs")
public class ExceptionSwitchResource extends CallerResource {

  private final ExceptionSwitchStore store;

  @Inject
  ExceptionSwitchResource(ExceptionSwitchStore store, SecurityIdentity identity) {
    super(identity);
    this.store = store;
  }

  /**
   * The switch.
   *
   * @param enabled whether exceptions in logs go to the exception tracker
   */
  @Schema(name = "LogExceptions")
  public record View(@Nullable Boolean enabled) {}

  /** Whether they are sent. */
  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "Whether exceptions in a project's logs go to the exception tracker")
  public View get(@PathParam("project") long project) throws SQLException {
    return new View(store.enabled(project(project)));
  }

  /** Turns it. */
  @PUT
  @RolesAllowed(Roles.MANAGER)
  @Operation(summary = "Turn exceptions from a project's logs on or off")
  public View put(@PathParam("project") long project, @Nullable View body) throws SQLException {
    if (body == null || body.enabled() == null) {
      throw ProblemException.badRequest("enabled", "be true or false");
    }
    store.set(project(project), body.enabled(), who());
    return get(project);
  }
}
