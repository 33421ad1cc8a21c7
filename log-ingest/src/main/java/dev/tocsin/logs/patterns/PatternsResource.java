package dev.tocsin.logs.patterns;

import dev.tocsin.access.Caller;
import dev.tocsin.access.KeyAuthentication;
import dev.tocsin.access.Roles;
import dev.tocsin.logs.query.Ask;
import dev.tocsin.logs.query.Question;
import dev.tocsin.logs.segment.QueryHandle;
import dev.tocsin.logs.segment.SegmentConfig;
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
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Many messages as few shapes. */
@Path("/api/v1/logs/patterns")
@Tag(name = "questions")
public class PatternsResource {

  /**
   * Shapes of messages.
   *
   * @param items the most frequent first
   * @param messages all messages of the question
   * @param sampledBy 1 when every message was looked at; n when every n-th was, and numbers are
   *     estimates
   */
  @Schema(name = "LogPatterns")
  public record Patterns(List<Item> items, long messages, long sampledBy) {}

  /**
   * Messages of one shape.
   *
   * @param pattern the message, with {@code <_>} for what varies
   * @param count number of messages
   * @param share of all messages, 0 to 1
   * @param example one of them
   * @param firstSeen earliest in the range
   * @param lastSeen latest in the range
   */
  @Schema(name = "LogPattern")
  public record Item(
      String pattern,
      long count,
      double share,
      String example,
      Instant firstSeen,
      Instant lastSeen) {

    static Item of(Shape shape, long messages) {
      return new Item(
          shape.pattern(),
          shape.count(),
          messages == 0 ? 0 : (double) shape.count() / messages,
          shape.example(),
          instant(shape.firstNs()),
          instant(shape.lastNs()));
    }

    private static Instant instant(long nanos) {
      return Instant.ofEpochSecond(
          Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }
  }

  private final ShapeStore store;
  private final SegmentConfig config;
  private final Clock clock;

  /** A door to the stored logs. */
  @Inject
  public PatternsResource(ShapeStore store, SegmentConfig config, Clock clock) {
    this.store = store;
    this.config = config;
    this.clock = clock;
  }

  /** Shapes of the messages that a query finds. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "Clusters of similar messages",
      description =
          "Messages that differ only in numbers, ids and single words are one pattern, with count,"
              + " share and an example. Up to a million rows are all looked at; of more, a sample"
              + " that is said in sampledBy.")
  @APIResponse(responseCode = "400", description = "A parameter breaks a rule; all are named")
  @APIResponse(responseCode = "503", description = "Too many or too large questions")
  public Patterns patterns(
      @Parameter(description = "Earliest time, RFC 3339, inclusive; default one hour before to")
          @QueryParam("from")
          @Nullable String from,
      @Parameter(description = "Latest time, RFC 3339, exclusive; default now") @QueryParam("to")
          @Nullable String to,
      @Parameter(description = "Exact service name") @QueryParam("service")
          @Nullable String service,
      @Parameter(description = "Minimum level, any usual word") @QueryParam("level")
          @Nullable String level,
      @Parameter(description = "Query, for instance: level>=warn \"timed out\"") @QueryParam("q")
          @Nullable String text,
      @Parameter(description = "Only this project") @QueryParam("project") @Nullable String project,
      @Parameter(description = "Patterns to show, 1 to 500, default 50") @QueryParam("limit")
          @Nullable Integer limit,
      @Context SecurityIdentity identity,
      @Context HttpServerResponse connection) {
    var ask = new Ask(clock.instant());
    Long only = ask.project(project, identity.<Caller>getAttribute(KeyAuthentication.CALLER));
    Question question = ask.question(only, from, to, service, level, text, null);
    int most = ask.number("limit", limit, 50, 1, 500);
    ask.errors().throwIfAny();
    var handle = new QueryHandle(config.queryTimeout());
    connection.closeHandler(gone -> handle.cancel());
    var scope = question.scope();
    long whole = Math.max(1, scope.toNs() - scope.fromNs());
    var found = store.shapes(handle, scope, question.expr(), whole, most);
    return new Patterns(
        found.shapes().stream().map(shape -> Item.of(shape, found.messages())).toList(),
        found.messages(),
        found.sampledBy());
  }
}
