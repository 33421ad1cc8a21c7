package dev.tocsin.exceptions.issue;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.access.Roles;
import dev.tocsin.exceptions.runtime.CallerProjects;
import dev.tocsin.problem.FieldErrors;
import dev.tocsin.problem.ProblemException;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Issues: what went wrong, how often, for how many, since when. */
@Path("/api/v1/issues")
@Blocking
@Tag(name = "Issues")
public class IssueResource {

  private static final List<String> STATES = List.of("new", "ongoing", "resolved", "regressed");
  private static final int LONGEST_PAGE = 200;

  private final AgroalDataSource database;
  private final IssueStore issues;
  private final EventStore events;
  private final AlertPublisher alerts;
  private final CallerProjects callers;
  private final Clock clock;
  private final ObjectMapper json;

  IssueResource(
      AgroalDataSource database,
      IssueStore issues,
      EventStore events,
      AlertPublisher alerts,
      CallerProjects callers,
      Clock clock,
      ObjectMapper json) {
    this.database = database;
    this.issues = issues;
    this.events = events;
    this.alerts = alerts;
    this.callers = callers;
    this.clock = clock;
    this.json = json;
  }

  /**
   * @param hash 128 bits in hexadecimal
   * @param mechanism checksum, fingerprint, H1 (application frames), H0 (all frames), HM (message)
   *     or fallback
   * @param explanation tree of {name, contributes, reason, value, children}
   */
  public record Grouping(
      String algorithm,
      String hash,
      String mechanism,
      @JsonRawValue @Schema(type = SchemaType.ARRAY, implementation = Object.class)
          String explanation) {}

  /**
   * @param events number of events, each counted once
   * @param users number of different users
   * @param release newest release that was seen
   * @param environment of the newest event
   */
  public record View(
      String id,
      String projectId,
      String title,
      @Nullable String type,
      @Nullable String value,
      @Nullable String culprit,
      String level,
      String state,
      Instant stateSince,
      @Nullable String fixedInRelease,
      long events,
      long users,
      Instant firstSeen,
      Instant lastSeen,
      @Nullable String release,
      String environment,
      boolean ringing,
      Grouping grouping) {

    static View of(Issue issue) {
      return new View(
          Long.toString(issue.id()),
          Long.toString(issue.project()),
          issue.title(),
          issue.type(),
          issue.value(),
          issue.culprit(),
          issue.level(),
          issue.state().word(),
          issue.state().since(),
          issue.state() instanceof IssueState.Resolved resolved ? resolved.inRelease() : null,
          issue.events(),
          issue.users(),
          issue.firstSeen(),
          issue.lastSeen(),
          issue.release(),
          issue.environment(),
          issue.rangAt() != null,
          new Grouping(issue.algorithm(), issue.hash(), issue.mechanism(), issue.explanation()));
    }
  }

  /**
   * @param nextCursor for the next page, null at the end
   */
  public record Page(List<View> items, @Nullable String nextCursor) {}

  /** Events of an issue without their bodies. */
  public record EventPage(List<EventSummary> items, @Nullable String nextCursor) {}

  public record EventSummary(String eventId, Instant receivedAt, Instant occurredAt) {}

  /**
   * @param release the release that has the fix; events of releases seen before do not bring the
   *     issue back. Absent: any further event does
   */
  public record Resolution(@Nullable String release) {}

  @GET
  @RolesAllowed(Roles.VIEWER)
  @Transactional
  @Operation(
      summary = "List issues, the one with the newest event first",
      description =
          "Filters: project (id), state (new, ongoing, resolved, regressed, or several with commas),"
              + " q (part of title, place or text, any case). limit 1 to 200, default 50. 400 names"
              + " every parameter that breaks a rule.")
  public Page list(
      @QueryParam("project") @Nullable String project,
      @QueryParam("state") @Nullable String state,
      @QueryParam("q") @Nullable String q,
      @QueryParam("limit") @DefaultValue("50") String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    var states = state == null || state.isBlank() ? List.<String>of() : List.of(state.split(","));
    var after = cursor == null || cursor.isBlank() ? null : IssueCursor.parse(cursor);
    var size = number(limit, LONGEST_PAGE);
    var projectId = project == null || project.isBlank() ? null : id(project);
    new FieldErrors()
        .require("project", projectId == null || projectId > 0, "be the number of a project")
        .require("state", STATES.containsAll(states), "be one or more of " + STATES)
        .require("q", q == null || q.length() <= 200, "be at most 200 characters long")
        .require("limit", size > 0, "be a number from 1 to " + LONGEST_PAGE)
        .require("cursor", after != null || cursor == null || cursor.isBlank(), "come from a page")
        .throwIfAny();
    if (projectId != null) {
      callers.require(projectId);
    }
    var only = projectId != null ? projectId : callers.only();
    try (var connection = database.getConnection()) {
      var found = issues.list(connection, only, states, q, after, size + 1);
      var shown = found.subList(0, Math.min(size, found.size()));
      var next =
          found.size() > size
              ? new IssueCursor(shown.getLast().lastSeen(), shown.getLast().id()).text()
              : null;
      return new Page(shown.stream().map(View::of).toList(), next);
    } catch (SQLException e) {
      throw new IllegalStateException("issues cannot be listed", e);
    }
  }

  @GET
  @Path("{id}")
  @RolesAllowed(Roles.VIEWER)
  @Transactional
  @Operation(summary = "One issue", description = "404 when there is none, or none to be seen.")
  public View get(@PathParam("id") String id) {
    try (var connection = database.getConnection()) {
      return View.of(visible(issues.find(connection, id(id)), id));
    } catch (SQLException e) {
      throw new IllegalStateException("issue cannot be read", e);
    }
  }

  @GET
  @Path("{id}/events")
  @RolesAllowed(Roles.VIEWER)
  @Transactional
  @Operation(
      summary = "Events of an issue, the newest arrival first",
      description = "limit 1 to 200, default 20. Details by GET /api/v1/events/{eventId}.")
  public EventPage events(
      @PathParam("id") String id, @QueryParam("limit") @DefaultValue("20") String limit) {
    var size = number(limit, LONGEST_PAGE);
    new FieldErrors()
        .require("limit", size > 0, "be a number from 1 to " + LONGEST_PAGE)
        .throwIfAny();
    try (var connection = database.getConnection()) {
      var issue = visible(issues.find(connection, id(id)), id);
      var items =
          events.ofIssue(connection, issue.id(), size).stream()
              .map(e -> new EventSummary(e.eventId(), e.receivedAt(), e.occurredAt()))
              .toList();
      return new EventPage(items, null);
    } catch (SQLException e) {
      throw new IllegalStateException("events cannot be listed", e);
    }
  }

  @POST
  @Path("{id}/resolve")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed(Roles.RESPONDER)
  @RequestBody(
      description = "optional",
      content = @Content(schema = @Schema(implementation = Resolution.class)))
  @Operation(
      summary = "Say that an issue is fixed",
      description =
          "Ends what it rings. Resolving a resolved issue again changes only the release. 404"
              + " unknown issue.")
  public View resolve(@PathParam("id") String id, @Nullable String body)
      throws JsonProcessingException {
    // Read here, so that the body may be absent whatever its content type is said to be.
    var read = body == null || body.isBlank() ? null : json.readValue(body, Resolution.class);
    var release = read == null ? null : read.release();
    new FieldErrors()
        .require(
            "release",
            release == null || (!release.isBlank() && release.length() <= 200),
            "be a text of 1 to 200 characters, or absent")
        .throwIfAny();
    var view = change(id, new IssueState.Resolved(clock.instant(), release));
    alerts.committed();
    return view;
  }

  @POST
  @Path("{id}/reopen")
  @RolesAllowed(Roles.RESPONDER)
  @Operation(
      summary = "Say that an issue is not fixed after all",
      description = "An issue that is not resolved stays as it is. 404 unknown issue.")
  public View reopen(@PathParam("id") String id) {
    return change(id, new IssueState.Ongoing(clock.instant()));
  }

  private View change(String id, IssueState wanted) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              try (var connection = database.getConnection()) {
                var issue = visible(issues.locked(connection, id(id)), id);
                apply(connection, issue, wanted);
                return View.of(visible(issues.find(connection, issue.id()), id));
              } catch (SQLException e) {
                throw new IllegalStateException("issue cannot be changed", e);
              }
            });
  }

  private void apply(Connection connection, Issue issue, IssueState wanted) throws SQLException {
    var resolving = wanted instanceof IssueState.Resolved;
    if (!resolving && !(issue.state() instanceof IssueState.Resolved)) {
      return;
    }
    var by = callers.name();
    issues.change(connection, issue.id(), wanted, by, resolving);
    if (resolving && issue.rangAt() != null) {
      alerts.resolved(connection, issue, by, wanted.since());
    }
  }

  private Issue visible(@Nullable Issue issue, String id) {
    if (issue == null || !callers.maySee(issue.project())) {
      throw ProblemException.notFound("issue", id);
    }
    return issue;
  }

  /** Minus one for what is not an id. */
  private static long id(String text) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
  }

  private static int number(String text, int most) {
    var number = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    return number <= most ? number : 0;
  }
}
