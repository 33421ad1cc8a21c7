package dev.tocsin.logs.query;

import dev.tocsin.access.Caller;
import dev.tocsin.access.KeyAuthentication;
import dev.tocsin.access.Roles;
import dev.tocsin.logs.query.SearchResource.Item;
import dev.tocsin.logs.query.engine.Scope;
import dev.tocsin.logs.record.LogEntry;
import dev.tocsin.logs.record.RecordId;
import dev.tocsin.logs.segment.QueryHandle;
import dev.tocsin.logs.segment.SegmentConfig;
import dev.tocsin.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The lines around a line. */
@Path("/api/v1/logs/context")
@Tag(name = "questions")
public class ContextResource {

  private static final long REACH = Duration.ofHours(24).toNanos();

  /**
   * A line among its neighbours.
   *
   * @param before lines before it, the oldest first
   * @param line the line
   * @param after lines after it, the oldest first
   */
  @Schema(name = "LogContext")
  public record View(List<Item> before, Item line, List<Item> after) {}

  private final SearchStore store;
  private final SegmentConfig config;
  private final Clock clock;

  /** A door to the stored logs. */
  @Inject
  public ContextResource(SearchStore store, SegmentConfig config, Clock clock) {
    this.store = store;
    this.config = config;
    this.clock = clock;
  }

  /** Lines of the same stream just before and after a line. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "Lines around a line",
      description =
          "The lines just before and after one line, within a day, from the same stream: the same"
              + " service with the same resource attributes.")
  @APIResponse(responseCode = "404", description = "No stored line has this id and time")
  public View context(
      @Parameter(description = "id of the line", required = true) @QueryParam("id")
          @Nullable String id,
      @Parameter(description = "time of the line, as the search gave it", required = true)
          @QueryParam("time")
          @Nullable String time,
      @Parameter(description = "Lines before it, 0 to 200, default 20") @QueryParam("before")
          @Nullable Integer before,
      @Parameter(description = "Lines after it, 0 to 200, default 20") @QueryParam("after")
          @Nullable Integer after,
      @Parameter(description = "Only this project") @QueryParam("project") @Nullable String project,
      @Context SecurityIdentity identity,
      @Context HttpServerResponse connection) {
    var ask = new Ask(clock.instant());
    Long only = ask.project(project, identity.<Caller>getAttribute(KeyAuthentication.CALLER));
    RecordId record = recordId(id);
    ask.errors().require("id", record != null, "be the id of a line");
    ask.errors().require("time", time != null && !time.isBlank(), "be the time of the line");
    long at = ask.nanos("time", time);
    int earlier = ask.number("before", before, 20, 0, 200);
    int later = ask.number("after", after, 20, 0, 200);
    ask.errors().throwIfAny();

    var handle = new QueryHandle(config.queryTimeout());
    connection.closeHandler(gone -> handle.cancel());
    LogEntry line = record == null ? null : store.row(handle, new Scope(only, at, at + 1), record);
    if (line == null) {
      throw ProblemException.notFound("log line", String.valueOf(id));
    }
    var scope = new Scope(only, at - REACH, at + REACH);
    return new View(
        around(handle, scope, line, true, earlier).reversed(),
        Item.of(line),
        around(handle, scope, line, false, later));
  }

  private List<Item> around(
      QueryHandle handle, Scope scope, LogEntry line, boolean before, int limit) {
    return limit == 0
        ? List.of()
        : store.neighbours(handle, scope, line, before, limit).rows().stream()
            .map(Item::of)
            .toList();
  }

  private static @Nullable RecordId recordId(@Nullable String text) {
    String[] parts = text == null ? new String[0] : text.split("-", -1);
    try {
      return parts.length != 3
          ? null
          : new RecordId(
              Integer.parseInt(parts[0]), Long.parseLong(parts[1]), Integer.parseInt(parts[2]));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
