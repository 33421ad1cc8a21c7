package dev.tocsin.logs.query;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.tocsin.access.Caller;
import dev.tocsin.access.KeyAuthentication;
import dev.tocsin.access.Roles;
import dev.tocsin.logs.record.Level;
import dev.tocsin.logs.record.LogEntry;
import dev.tocsin.logs.segment.Place;
import dev.tocsin.logs.segment.QueryHandle;
import dev.tocsin.logs.segment.SegmentConfig;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Search over stored logs. */
@Path("/api/v1/logs/search")
@Tag(name = "questions")
public class SearchResource {

  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1000;

  /**
   * One page.
   *
   * @param items rows in the asked order
   * @param nextCursor pass it as cursor for the next page; null at the end
   * @param stats what it took
   * @param partial true when not everything was looked at: time ran out (go on with nextCursor), or
   *     segments could not be read
   * @param searchedUntil how far everything was looked at when time ran out; else null
   * @param unreadSegments segments that the object store did not give
   */
  @Schema(name = "LogPage")
  public record PageView(
      List<Item> items,
      @Nullable String nextCursor,
      Stats stats,
      boolean partial,
      @Nullable Instant searchedUntil,
      int unreadSegments) {}

  /**
   * A log record.
   *
   * @param id never changes
   * @param time event time
   * @param level trace, debug, info, warn, error, fatal or unknown
   * @param severityNumber OpenTelemetry's scale, 1 to 24; 0 when nobody said
   * @param severityText the sender's own word
   * @param service the service
   * @param body readable message
   * @param attributes object with dotted keys
   * @param resource object with dotted keys
   * @param traceId 32 hex digits, or null
   * @param spanId 16 hex digits, or null
   */
  @Schema(name = "LogItem")
  public record Item(
      String id,
      Instant time,
      String level,
      int severityNumber,
      String severityText,
      String service,
      String body,
      @JsonRawValue @Schema(implementation = Object.class) String attributes,
      @JsonRawValue @Schema(implementation = Object.class) String resource,
      @Nullable String traceId,
      @Nullable String spanId) {

    /** The view of a row. */
    public static Item of(LogEntry row) {
      return new Item(
          row.position().toString(),
          instant(row.timeNs()),
          Level.labelOf(row.severity().number()),
          row.severity().number(),
          row.severity().text(),
          row.service(),
          row.body(),
          row.attributes(),
          row.resource(),
          row.traceId().isEmpty() ? null : row.traceId(),
          row.spanId().isEmpty() ? null : row.spanId());
    }
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }

  /**
   * What a search took.
   *
   * @param segments files read
   * @param scannedRows rows in the blocks that were read
   * @param tookMs milliseconds
   */
  @Schema(name = "SearchStats")
  public record Stats(int segments, long scannedRows, long tookMs) {}

  /**
   * The parameters that say which rows are meant.
   *
   * @param from earliest time
   * @param to latest time
   * @param service one service
   * @param level lowest level
   * @param text the query
   * @param traceId one trace
   * @param project one project
   */
  public record Wanted(
      @Parameter(description = "Earliest time, RFC 3339, inclusive; default one hour before to")
          @QueryParam("from")
          @Nullable String from,
      @Parameter(description = "Latest time, RFC 3339, exclusive; default now") @QueryParam("to")
          @Nullable String to,
      @Parameter(description = "Exact service name") @QueryParam("service")
          @Nullable String service,
      @Parameter(description = "Minimum level, any usual word") @QueryParam("level")
          @Nullable String level,
      @Parameter(description = "Query, for instance: level>=warn \"timed out\" -path:/health")
          @QueryParam("q")
          @Nullable String text,
      @Parameter(description = "32 hex digits") @QueryParam("traceId") @Nullable String traceId,
      @Parameter(description = "Only this project") @QueryParam("project")
          @Nullable String project) {

    /**
     * The question of this caller; what is wrong with it is told to {@code ask}.
     *
     * @throws dev.tocsin.problem.ProblemException 403 for a project the caller may not see
     */
    public Question question(Ask ask, SecurityIdentity identity) {
      Long only = ask.project(project, identity.<Caller>getAttribute(KeyAuthentication.CALLER));
      return ask.question(only, from, to, service, level, text, traceId);
    }
  }

  private final SearchStore store;
  private final SegmentConfig config;
  private final Clock clock;

  /** A door to the stored logs. */
  @Inject
  public SearchResource(SearchStore store, SegmentConfig config, Clock clock) {
    this.store = store;
    this.config = config;
    this.clock = clock;
  }

  /** Rows that match, newest first unless asked otherwise. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "Search logs",
      description =
          "Rows that a query finds in a time range, newest first. A row is found at"
              + " most 3 seconds after it was acknowledged. The cursor stays valid while new rows"
              + " arrive. A search that runs out of time answers what is certain, with partial.")
  @APIResponse(responseCode = "400", description = "A parameter breaks a rule; all are named")
  @APIResponse(responseCode = "503", description = "Too many or too large questions")
  public PageView search(
      @BeanParam Wanted wanted,
      @Parameter(description = "Rows per page, 1 to 1000, default 100") @QueryParam("limit")
          @Nullable Integer limit,
      @Parameter(description = "nextCursor of the page before") @QueryParam("cursor")
          @Nullable String cursor,
      @Parameter(description = "desc (default) or asc") @QueryParam("order") @Nullable String order,
      @Context SecurityIdentity identity,
      @Context HttpServerResponse connection) {
    var ask = new Ask(clock.instant());
    Question question = wanted.question(ask, identity);
    int rows = ask.number("limit", limit, DEFAULT_LIMIT, 1, MAX_LIMIT);
    boolean descending = ask.descending(order);
    Place after = cursor == null || cursor.isBlank() ? null : Cursor.read(cursor);
    ask.errors()
        .require(
            "cursor",
            cursor == null || cursor.isBlank() || after != null,
            "be the nextCursor of the page before");
    ask.errors().throwIfAny();

    long start = System.nanoTime();
    var handle = new QueryHandle(config.queryTimeout());
    connection.closeHandler(gone -> handle.cancel());
    var found = store.search(handle, question, after, descending, rows);
    long tookMs = (System.nanoTime() - start) / 1_000_000;
    return new PageView(
        found.rows().stream().map(Item::of).toList(),
        found.next() == null ? null : Cursor.write(found.next()),
        new Stats(found.segments(), found.scannedRows(), tookMs),
        found.partial(),
        found.searchedNs() == null ? null : instant(found.searchedNs()),
        found.missing());
  }
}
