package dev.tocsin.logs.limits;

import dev.tocsin.access.KeyAuthentication;
import dev.tocsin.access.Roles;
import dev.tocsin.logs.request.Asked;
import dev.tocsin.problem.FieldErrors;
import dev.tocsin.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What a project may send. */
@Path("/api/v1/limits/{project}")
@Tag(name = "limits")
@Produces(MediaType.APPLICATION_JSON)
public class LimitResource {

  private static final Logger LOG = Logger.getLogger("dev.tocsin.logs.audit");
  private static final long LARGEST = 1L << 50;

  /**
   * New limits; what is missing is unlimited.
   *
   * @param bytesPerSecond per key, after decompression
   * @param burstBytes per key, what may come at once after a quiet time; default one second's worth
   * @param bytesPerDay of the whole project, per UTC day
   */
  @Schema(name = "LimitBody")
  public record Body(
      @Nullable Long bytesPerSecond, @Nullable Long burstBytes, @Nullable Long bytesPerDay) {}

  /**
   * A project's limits; null means none.
   *
   * @param project whose
   * @param source "project" when it has its own, otherwise "default"
   * @param bytesPerSecond per key, after decompression
   * @param burstBytes per key, what may come at once after a quiet time
   * @param bytesPerDay of the whole project, per UTC day
   * @param bytesToday what came in today, of all replicas, some seconds old
   */
  @Schema(name = "Limits")
  public record View(
      String project,
      String source,
      @Nullable Long bytesPerSecond,
      @Nullable Long burstBytes,
      @Nullable Long bytesPerDay,
      long bytesToday) {}

  private final LimitStore store;
  private final IngestLimits limits;
  private final Clock clock;

  @Inject
  LimitResource(LimitStore store, IngestLimits limits, Clock clock) {
    this.store = store;
    this.limits = limits;
    this.clock = clock;
  }

  /** The limits that hold. */
  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "Show what a project may send and what it sent today")
  public View show(@PathParam("project") String project, @Context SecurityIdentity identity)
      throws SQLException {
    return view(project(project, asked(identity)));
  }

  /** Limits of the project's own. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.MANAGER)
  @Operation(
      summary = "Give a project limits of its own",
      description = "All replicas follow within five seconds. What is missing is unlimited.")
  public View put(
      @PathParam("project") String project, Body body, @Context SecurityIdentity identity)
      throws SQLException {
    var asked = asked(identity);
    long id = project(project, asked);
    FieldErrors errors = asked.errors();
    range(errors, "bytesPerSecond", body.bytesPerSecond());
    range(errors, "burstBytes", body.burstBytes());
    range(errors, "bytesPerDay", body.bytesPerDay());
    asked.throwIfAny();
    var limit = new Limit(body.bytesPerSecond(), body.burstBytes(), body.bytesPerDay());
    store.put(id, limit, clock.instant(), asked.who());
    limits.replace(store.all());
    LOG.infof("%s set the limits of project %d to %s", asked.who(), id, limit);
    return view(id);
  }

  /** Back to the default. */
  @DELETE
  @RolesAllowed(Roles.MANAGER)
  @Operation(summary = "Let the default limits hold for a project again")
  public View delete(@PathParam("project") String project, @Context SecurityIdentity identity)
      throws SQLException {
    var asked = asked(identity);
    long id = project(project, asked);
    if (store.delete(id)) {
      LOG.infof("%s removed the limits of project %d", asked.who(), id);
    }
    limits.replace(store.all());
    return view(id);
  }

  private View view(long project) throws SQLException {
    Limit own = store.all().get(project);
    Limit limit = own == null ? limits.byDefault() : own;
    var today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    return new View(
        Long.toString(project),
        own == null ? "default" : "project",
        limit.bytesPerSecond(),
        limit.burstBytes(),
        limit.bytesPerDay(),
        store.used(today).getOrDefault(project, 0L));
  }

  private static void range(FieldErrors errors, String field, @Nullable Long value) {
    if (value != null) {
      errors.range(field, value, 1, LARGEST);
    }
  }

  private static long project(String text, Asked asked) {
    if (!text.matches("[0-9]{1,18}")) {
      throw ProblemException.notFound("project", text);
    }
    long project = Long.parseLong(text);
    asked.mayUse(project);
    return project;
  }

  private static Asked asked(SecurityIdentity identity) {
    return new Asked(identity.getPrincipal(), identity.getAttribute(KeyAuthentication.CALLER));
  }
}
