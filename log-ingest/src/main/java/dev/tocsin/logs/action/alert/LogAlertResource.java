package dev.tocsin.logs.action.alert;

import dev.tocsin.access.Roles;
import dev.tocsin.logs.action.CallerResource;
import dev.tocsin.logs.action.count.Progress;
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
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Log alerts over HTTP. */
@Path("/api/v1/log-alerts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "log alerts")
public class LogAlertResource extends CallerResource {

  private final LogAlertStore store;
  private final AlertStateStore states;
  private final AlertJob job;
  private final DataSource database;
  private final Clock clock;

  @Inject
  LogAlertResource(
      LogAlertStore store,
      AlertStateStore states,
      AlertJob job,
      DataSource database,
      Clock clock,
      SecurityIdentity identity) {
    super(identity);
    this.store = store;
    this.states = states;
    this.job = job;
    this.database = database;
    this.clock = clock;
  }

  /**
   * An alert to keep.
   *
   * @param project the project; by default the key's own, else 1
   * @param rule when it rings
   */
  @Schema(name = "LogAlertBody")
  public record Body(@Nullable Long project, @Nullable LogAlert rule) {}

  /**
   * How long to keep quiet.
   *
   * @param minutes 1 to 10,080; from now on
   */
  @Schema(name = "LogAlertSnooze")
  public record Snooze(@Nullable Long minutes) {}

  /**
   * What rings.
   *
   * @param group the group, or the pattern's id; empty where nothing is grouped
   * @param since since when
   * @param reason why
   */
  @Schema(name = "LogAlertFiring")
  public record Firing(String group, Instant since, String reason) {}

  /**
   * A log alert.
   *
   * @param id its number
   * @param project the project
   * @param version grows whenever other lines are counted
   * @param rule when it rings
   * @param state ok, firing, snoozed or disabled
   * @param firing what rings at present
   * @param snoozedUntil it does not ring before
   * @param history how far stored lines are counted; null when none is needed
   * @param createdAt when it was made
   * @param createdBy by whom
   */
  @Schema(name = "LogAlert")
  public record View(
      String id,
      long project,
      int version,
      LogAlert rule,
      String state,
      List<Firing> firing,
      @Nullable Instant snoozedUntil,
      @Nullable Progress history,
      Instant createdAt,
      String createdBy) {}

  /**
   * All alerts.
   *
   * @param items the oldest first
   * @param nextCursor always null: there is one page
   */
  @Schema(name = "LogAlertPage")
  public record PageView(List<View> items, @Nullable String nextCursor) {}

  /** All alerts with what rings. */
  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "List log alerts")
  public PageView list() throws SQLException {
    var progress = store.progress();
    var items = new ArrayList<View>();
    try (Connection connection = database.getConnection()) {
      for (StoredAlert alert : store.all(connection)) {
        if (sees(alert.project())) {
          items.add(view(connection, alert, progress));
        }
      }
    }
    return new PageView(items, null);
  }

  /** One alert with what rings. */
  @GET
  @Path("{id}")
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "One log alert")
  @APIResponse(responseCode = "404", description = "no alert of that number")
  public View one(@PathParam("id") String id) throws SQLException {
    return view(visible(id));
  }

  /** Evaluates an alert from now on. */
  @POST
  @RolesAllowed(Roles.MANAGER)
  @Operation(
      summary = "Create a log alert",
      description =
          "Counts matching lines from now on, and from stored logs as far as it looks back."
              + " Alerts go to incident-service through the outbox.")
  @APIResponse(responseCode = "201", description = "it is evaluated")
  public Response create(@Nullable Body body) throws SQLException {
    LogAlert rule = checked(body);
    StoredAlert alert = store.create(project(body == null ? null : body.project()), rule, who());
    return Response.created(URI.create("/api/v1/log-alerts/" + alert.id()))
        .entity(view(alert))
        .build();
  }

  /** Changes when it rings. */
  @PUT
  @Path("{id}")
  @RolesAllowed(Roles.MANAGER)
  @Operation(summary = "Change a log alert")
  public View change(@PathParam("id") String id, @Nullable Body body) throws SQLException {
    return found(id, store.change(visible(id).id(), checked(body)));
  }

  /** Ends it, and what rings with it. */
  @DELETE
  @Path("{id}")
  @RolesAllowed(Roles.MANAGER)
  @Operation(summary = "Remove a log alert")
  public void remove(@PathParam("id") String id) throws SQLException {
    store.remove(visible(id).id(), job::farewell);
  }

  /** Keeps it quiet for a while; what rings ends. */
  @POST
  @Path("{id}/snooze")
  @RolesAllowed(Roles.RESPONDER)
  @Operation(summary = "Keep a log alert quiet for a while")
  public View snooze(@PathParam("id") String id, @Nullable Snooze body) throws SQLException {
    Long minutes = body == null ? null : body.minutes();
    new FieldErrors().range("minutes", minutes, 1, 10_080).throwIfAny();
    StoredAlert alert = visible(id);
    Instant until =
        minutes == null ? clock.instant() : clock.instant().plus(Duration.ofMinutes(minutes));
    return found(id, store.silence(alert.id(), alert.enabled(), until));
  }

  /** Lets it ring again. */
  @POST
  @Path("{id}/enable")
  @RolesAllowed(Roles.RESPONDER)
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Let a log alert ring again", description = "Ends a snooze, too.")
  public View enable(@PathParam("id") String id) throws SQLException {
    return found(id, store.silence(visible(id).id(), true, null));
  }

  /** Keeps it quiet until it is enabled again; what rings ends. */
  @POST
  @Path("{id}/disable")
  @RolesAllowed(Roles.RESPONDER)
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Keep a log alert quiet until it is enabled")
  public View disable(@PathParam("id") String id) throws SQLException {
    return found(id, store.silence(visible(id).id(), false, null));
  }

  private View found(String id, @Nullable StoredAlert alert) throws SQLException {
    if (alert == null) {
      throw ProblemException.notFound("log alert", id);
    }
    return view(alert);
  }

  private View view(StoredAlert alert) throws SQLException {
    var progress = store.progress();
    try (Connection connection = database.getConnection()) {
      return view(connection, alert, progress);
    }
  }

  private View view(Connection connection, StoredAlert alert, Map<Long, Progress> progress)
      throws SQLException {
    var firing = new ArrayList<Firing>();
    states
        .states(connection, alert.id())
        .forEach(
            (group, state) -> {
              if (state.firing()) {
                firing.add(new Firing(group, state.since(), state.reason()));
              }
            });
    Instant now = clock.instant();
    boolean snoozed = alert.snoozedUntil() != null && alert.snoozedUntil().isAfter(now);
    String state =
        !alert.enabled() ? "disabled" : snoozed ? "snoozed" : firing.isEmpty() ? "ok" : "firing";
    return new View(
        Long.toString(alert.id()),
        alert.project(),
        alert.version(),
        alert.rule(),
        state,
        firing,
        snoozed ? alert.snoozedUntil() : null,
        progress.get(alert.id()),
        alert.createdAt(),
        alert.createdBy());
  }

  private StoredAlert visible(String id) throws SQLException {
    StoredAlert alert = null;
    if (id.length() <= 18 && !id.isEmpty() && id.chars().allMatch(c -> c >= '0' && c <= '9')) {
      alert = store.one(Long.parseLong(id));
    }
    if (alert == null || !sees(alert.project())) {
      throw ProblemException.notFound("log alert", id);
    }
    return alert;
  }

  static LogAlert checked(@Nullable Body body) {
    var errors = new FieldErrors();
    LogAlert rule = body == null ? null : body.rule();
    if (rule == null) {
      throw ProblemException.badRequest("rule", "be given");
    }
    rule.check(errors);
    errors.throwIfAny();
    return rule;
  }
}
