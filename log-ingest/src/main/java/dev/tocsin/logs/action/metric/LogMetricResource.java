package dev.tocsin.logs.action.metric;

import dev.tocsin.access.Roles;
import dev.tocsin.logs.action.CallerResource;
import dev.tocsin.logs.action.count.Progress;
import dev.tocsin.logs.retention.RetentionConfig;
import dev.tocsin.problem.FieldErrors;
import dev.tocsin.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Log metrics over HTTP. */
@Path("/api/v1/log-metrics")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "log metrics")
public class LogMetricResource extends CallerResource {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  private final LogMetricStore store;
  private final RetentionConfig retention;
  private final Clock clock;

  @Inject
  LogMetricResource(
      LogMetricStore store, RetentionConfig retention, Clock clock, SecurityIdentity identity) {
    super(identity);
    this.store = store;
    this.retention = retention;
    this.clock = clock;
  }

  /**
   * A metric to keep.
   *
   * @param name name of the SLI: 1 to 63 of a-z, 0-9 and -; never used twice
   * @param project the project; by default the key's own, else 1
   * @param history whether stored logs are counted too; true by default
   * @param definition what it counts
   */
  @Schema(name = "LogMetricBody")
  public record Body(
      @Nullable String name,
      @Nullable Long project,
      @Nullable Boolean history,
      @Nullable LogMetric definition) {}

  /**
   * A log metric.
   *
   * @param name name of the SLI, as {@code tocsin-sli} in OpenSLO
   * @param project the project
   * @param version grows whenever something else is counted
   * @param definition what it counts
   * @param history how far stored logs are counted; null when they were not asked for
   * @param createdAt when it was made
   * @param createdBy by whom
   * @param updatedAt when it was changed last
   */
  @Schema(name = "LogMetric")
  public record View(
      String name,
      long project,
      int version,
      LogMetric definition,
      @Nullable Progress history,
      Instant createdAt,
      String createdBy,
      Instant updatedAt) {

    static View of(StoredMetric metric, @Nullable Progress history) {
      return new View(
          metric.name(),
          metric.project(),
          metric.version(),
          metric.definition(),
          history,
          metric.createdAt(),
          metric.createdBy(),
          metric.updatedAt());
    }
  }

  /**
   * All metrics.
   *
   * @param items by name
   * @param nextCursor always null: there is one page
   */
  @Schema(name = "LogMetricPage")
  public record PageView(List<View> items, @Nullable String nextCursor) {}

  /** What is counted at present. */
  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "List log metrics")
  public PageView list() throws SQLException {
    var progress = store.progress();
    return new PageView(
        store.all().stream()
            .filter(metric -> sees(metric.project()))
            .map(metric -> View.of(metric, progress.get(metric.id())))
            .toList(),
        null);
  }

  /** One metric with the progress of its history. */
  @GET
  @Path("{name}")
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "One log metric")
  @APIResponse(responseCode = "404", description = "no metric of that name")
  public View one(@PathParam("name") String name) throws SQLException {
    StoredMetric metric = visible(name);
    return View.of(metric, store.progress().get(metric.id()));
  }

  /** Counts from now on, and the stored logs in the background. */
  @POST
  @RolesAllowed(Roles.MANAGER)
  @Operation(
      summary = "Create a log metric",
      description =
          "Good and valid lines per ten seconds of event time become an SLI on"
              + " tocsin.sli-buckets.v1. Lines stored before are counted in the background, each"
              + " line once.")
  @APIResponse(responseCode = "201", description = "it counts")
  @APIResponse(responseCode = "409", description = "the name is or was in use")
  public Response create(@Nullable Body body) throws SQLException {
    Body given = required(body);
    var errors = new FieldErrors();
    String name = given.name() == null ? "" : given.name();
    errors.require(
        "name", NAME.matcher(name).matches(), "be 1 to 63 of a-z, 0-9 and -, not - at the ends");
    LogMetric definition = checked(errors, given);
    long project = project(given.project());
    boolean history = given.history() == null || given.history();
    Instant oldest = history ? clock.instant().minus(retention.maxAge()) : null;
    StoredMetric metric = store.create(name, project, definition, who(), oldest);
    return Response.created(URI.create("/api/v1/log-metrics/" + name))
        .entity(View.of(metric, store.progress().get(metric.id())))
        .build();
  }

  /** Counts something else from now on; what was counted stays. */
  @PUT
  @Path("{name}")
  @RolesAllowed(Roles.MANAGER)
  @Operation(
      summary = "Change a log metric",
      description = "Holds for lines stored from now on; what was counted before stays as it is.")
  @APIResponse(responseCode = "409", description = "its history is still being counted")
  public View change(@PathParam("name") String name, @Nullable Body body) throws SQLException {
    visible(name);
    StoredMetric metric = store.change(name, checked(new FieldErrors(), required(body)));
    return View.of(metric, store.progress().get(metric.id()));
  }

  /** Ends it; its counts stay where they are, its name stays taken. */
  @DELETE
  @Path("{name}")
  @RolesAllowed(Roles.MANAGER)
  @Operation(summary = "Remove a log metric")
  public void remove(@PathParam("name") String name) throws SQLException {
    visible(name);
    store.remove(name);
  }

  private StoredMetric visible(String name) throws SQLException {
    StoredMetric metric = NAME.matcher(name).matches() ? store.named(name) : null;
    if (metric == null || !sees(metric.project())) {
      throw ProblemException.notFound("log metric", name);
    }
    return metric;
  }

  private static Body required(@Nullable Body body) {
    if (body == null) {
      throw ProblemException.badRequest("definition", "be given");
    }
    return body;
  }

  private static LogMetric checked(FieldErrors errors, Body body) {
    LogMetric definition = body.definition();
    if (definition == null) {
      errors.add("definition", "be given");
      errors.throwIfAny();
      throw new IllegalStateException("errors were noted");
    }
    definition.counting(errors, 0, 0, 0);
    errors.throwIfAny();
    return definition;
  }
}
