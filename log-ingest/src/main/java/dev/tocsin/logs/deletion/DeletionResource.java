package dev.tocsin.logs.deletion;

import dev.tocsin.access.Caller;
import dev.tocsin.access.KeyAuthentication;
import dev.tocsin.access.Roles;
import dev.tocsin.logs.query.engine.LogStore;
import dev.tocsin.logs.query.engine.Scope;
import dev.tocsin.logs.query.engine.Select;
import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.query.language.Parsed;
import dev.tocsin.logs.segment.QueryHandle;
import dev.tocsin.logs.segment.SegmentConfig;
import dev.tocsin.problem.FieldErrors;
import dev.tocsin.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Deleting stored rows by query. */
@Path("/api/v1/logs")
@Tag(name = "deletion")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class DeletionResource {

  private static final Logger LOG = Logger.getLogger(DeletionResource.class);
  private static final int MAX_REASON = 500;
  private static final int MAX_PARTS = 1000;

  /**
   * Which rows to delete.
   *
   * @param project whose rows
   * @param from earliest event time, RFC 3339, inclusive
   * @param to latest event time, RFC 3339, exclusive
   * @param query in the query language; * for every row of the time range
   * @param reason why, for the record
   */
  @Schema(name = "DeletionRequest")
  public record Request(
      @Nullable Long project,
      @Nullable String from,
      @Nullable String to,
      @Nullable String query,
      @Nullable String reason) {}

  /**
   * What a request would delete.
   *
   * @param rows rows that fit; at least so many when not complete
   * @param segments segments that had to be read
   * @param complete false when some of them could not be read
   */
  @Schema(name = "DeletionDryRun")
  public record DryRun(long rows, int segments, boolean complete) {}

  /**
   * A request and how far it is.
   *
   * @param id of the request
   * @param project whose rows
   * @param from earliest event time, inclusive
   * @param to latest event time, exclusive
   * @param query as it was typed
   * @param reason why
   * @param requestedBy who
   * @param requestedAt since then no question shows the rows
   * @param state rewriting or done
   * @param finishedAt when the last file was rewritten
   * @param segments segments it concerns
   * @param segmentsDone segments that hold none of the rows any more
   * @param removedRows rows removed from files so far
   */
  @Schema(name = "Deletion")
  public record View(
      String id,
      String project,
      Instant from,
      Instant to,
      String query,
      String reason,
      String requestedBy,
      Instant requestedAt,
      String state,
      @Nullable Instant finishedAt,
      int segments,
      int segmentsDone,
      long removedRows) {

    static View of(Deletion one) {
      return new View(
          one.id().toString(),
          Long.toString(one.project()),
          instant(one.fromNs()),
          instant(one.toNs()),
          one.query(),
          one.reason(),
          one.requestedBy(),
          one.requestedAt(),
          one.finishedAt() == null ? "rewriting" : "done",
          one.finishedAt(),
          one.segments(),
          one.segmentsDone(),
          one.removedRows());
    }
  }

  /**
   * Requests.
   *
   * @param items the newest first
   * @param nextCursor pass it as cursor for the next page; null at the end
   */
  @Schema(name = "Deletions")
  public record Page(List<View> items, @Nullable String nextCursor) {}

  /**
   * The record of one request.
   *
   * @param deletion the request
   * @param parts what became of its segments, those with removed rows first; at most 1000
   */
  @Schema(name = "DeletionRecord")
  public record Detail(View deletion, List<Part> parts) {}

  /**
   * What became of one segment.
   *
   * @param segment the segment as it was
   * @param doneAt when it was looked through; null while that is still to come
   * @param removedRows rows removed from it
   * @param replacedBy the segment with its other rows; null when it stayed or nothing was left
   */
  @Schema(name = "DeletionPart")
  public record Part(
      String segment, @Nullable Instant doneAt, long removedRows, @Nullable String replacedBy) {

    static Part of(Deletion.Part one) {
      UUID replaced = one.replacedBy();
      return new Part(
          one.segment().toString(),
          one.doneAt(),
          one.removedRows(),
          replaced == null ? null : replaced.toString());
    }
  }

  private record Checked(long project, long fromNs, long toNs, String query, Expr expr) {}

  private final DeletionStore store;
  private final LogStore logs;
  private final SegmentConfig config;
  private final Clock clock;

  /** A door to deleting. */
  @Inject
  public DeletionResource(DeletionStore store, LogStore logs, SegmentConfig config, Clock clock) {
    this.store = store;
    this.logs = logs;
    this.config = config;
    this.clock = clock;
  }

  /** Deletes rows, or counts what would be deleted. */
  @POST
  @Path("delete")
  @RolesAllowed(Roles.ADMIN)
  @Operation(
      summary = "Delete logs by query",
      description =
          "When this answers, no question of any replica shows the rows any more; their files are"
              + " rewritten in the background. Rows that are still on their way to a file, and rows"
              + " that come later, are not deleted. There is no way back. With dryRun=true the rows"
              + " are counted and nothing is changed.")
  @APIResponse(responseCode = "200", description = "Dry run: what would be deleted")
  @APIResponse(responseCode = "202", description = "Hidden; the files are being rewritten")
  @APIResponse(responseCode = "400", description = "A field breaks a rule; all are named")
  @APIResponse(responseCode = "429", description = "Too many requests are under way")
  public Response delete(
      Request request,
      @Parameter(description = "Only count") @QueryParam("dryRun") @DefaultValue("false")
          boolean dryRun,
      @Context SecurityIdentity identity)
      throws SQLException {
    if (request == null) {
      throw ProblemException.badRequest("body", "be a JSON object");
    }
    var errors = new FieldErrors();
    Checked checked = check(request, errors);
    String reason = request.reason() == null ? "" : request.reason().strip();
    errors.require(
        "reason",
        dryRun || (!reason.isEmpty() && reason.length() <= MAX_REASON),
        "say why, in at most " + MAX_REASON + " characters");
    errors.throwIfAny();
    mayUse(identity, checked.project());
    if (dryRun) {
      return Response.ok(count(checked)).build();
    }
    String who = identity.getPrincipal().getName();
    var deletion =
        store.request(
            checked.project(), checked.fromNs(), checked.toNs(), checked.query(), reason, who);
    if (deletion == null) {
      throw ProblemException.tooMany(
          "Too many deletions are under way; wait for one to end.", Duration.ofSeconds(30));
    }
    LOG.infof(
        "deletion %s by %s: project %d, %s to %s, %d segments",
        deletion.id(),
        who,
        checked.project(),
        instant(checked.fromNs()),
        instant(checked.toNs()),
        deletion.segments());
    return Response.accepted(View.of(deletion)).build();
  }

  private DryRun count(Checked checked) {
    var plan =
        logs.plan(new Scope(checked.project(), checked.fromNs(), checked.toNs()), checked.expr());
    return logs.read(
        new QueryHandle(config.queryTimeout()),
        plan,
        reader -> {
          long rows =
              reader.all(
                  plan,
                  Select.of("1"),
                  "SELECT count(*) FROM",
                  "",
                  found -> {
                    found.next();
                    return found.getLong(1);
                  });
          return new DryRun(rows, reader.segments(), reader.missing().isEmpty());
        });
  }

  /** Requests, the newest first. */
  @GET
  @Path("deletions")
  @RolesAllowed(Roles.MANAGER)
  @Operation(
      summary = "List deletions",
      description = "Who deleted what and why, the newest first; the record is kept.")
  public Page list(
      @Parameter(description = "Only this project") @QueryParam("project") @Nullable Long project,
      @Parameter(description = "1 to 200, default 50") @QueryParam("limit") @Nullable Integer limit,
      @Parameter(description = "nextCursor of the page before") @QueryParam("cursor")
          @Nullable String cursor,
      @Context SecurityIdentity identity)
      throws SQLException {
    Caller caller = identity.getAttribute(KeyAuthentication.CALLER);
    Long only = project == null && caller != null ? caller.projectId() : project;
    if (only != null) {
      mayUse(identity, only);
    }
    int most = limit == null ? 50 : limit;
    var errors = new FieldErrors();
    errors.range("limit", most, 1, 200);
    Instant before =
        cursor == null ? clock.instant().plus(Duration.ofDays(1)) : time("cursor", cursor, errors);
    errors.throwIfAny();
    var found = store.list(only, before, most);
    return new Page(
        found.stream().map(View::of).toList(),
        found.size() < most ? null : found.getLast().requestedAt().toString());
  }

  /** One request with its record. */
  @GET
  @Path("deletions/{id}")
  @RolesAllowed(Roles.MANAGER)
  @Operation(
      summary = "Show a deletion",
      description = "Its state and, per segment, the rows removed.")
  @APIResponse(responseCode = "404", description = "There is none of that id")
  public Detail show(@PathParam("id") String id, @Context SecurityIdentity identity)
      throws SQLException {
    Deletion found = find(id);
    Caller caller = identity.getAttribute(KeyAuthentication.CALLER);
    if (found == null || (caller != null && !caller.mayUseProject(found.project()))) {
      throw ProblemException.notFound("deletion", id);
    }
    return new Detail(
        View.of(found), store.parts(found.id(), MAX_PARTS).stream().map(Part::of).toList());
  }

  private @Nullable Deletion find(String id) throws SQLException {
    try {
      return store.find(UUID.fromString(id));
    } catch (IllegalArgumentException notAnId) {
      return null;
    }
  }

  private static Checked check(Request request, FieldErrors errors) {
    Long project = request.project();
    errors.require("project", project != null && project >= 0, "be a project number");
    Instant from = time("from", request.from(), errors);
    Instant to = time("to", request.to(), errors);
    errors.require("from", from.isBefore(to), "lie before to");
    String query = request.query() == null ? "" : request.query().strip();
    errors.require("query", !query.isEmpty(), "say which rows; * for every row of the range");
    Expr expr = Expr.ALL;
    switch (DeletedRows.parse(query)) {
      case Parsed.Good good -> expr = good.expr();
      case Parsed.Bad bad -> errors.add("query", bad.message());
    }
    return new Checked(project == null ? -1 : project, nanos(from), nanos(to), query, expr);
  }

  private static Instant time(String field, @Nullable String text, FieldErrors errors) {
    try {
      if (text != null) {
        Instant time = OffsetDateTime.parse(text.strip()).toInstant();
        if (time.getEpochSecond() >= 0 && time.getEpochSecond() < 9_000_000_000L) {
          return time;
        }
      }
    } catch (DateTimeException e) {
      // Reported below, together with times that lie too far away.
    }
    errors.add(field, "be an RFC 3339 time, for instance 2026-11-20T10:00:00Z");
    return field.equals("to") ? Instant.MAX : Instant.EPOCH;
  }

  private static void mayUse(SecurityIdentity identity, long project) {
    Caller caller = identity.getAttribute(KeyAuthentication.CALLER);
    if (caller != null && !caller.mayUseProject(project)) {
      throw ProblemException.forbidden("This key does not see that project.");
    }
  }

  private static long nanos(Instant time) {
    return time.equals(Instant.MAX)
        ? Long.MAX_VALUE
        : time.getEpochSecond() * 1_000_000_000L + time.getNano();
  }

  private static Instant instant(long ns) {
    return Instant.ofEpochSecond(
        Math.floorDiv(ns, 1_000_000_000L), Math.floorMod(ns, 1_000_000_000L));
  }
}
