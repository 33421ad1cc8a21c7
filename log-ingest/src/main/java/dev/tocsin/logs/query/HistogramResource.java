package dev.tocsin.logs.query;

import dev.tocsin.access.Caller;
import dev.tocsin.access.KeyAuthentication;
import dev.tocsin.access.Roles;
import dev.tocsin.logs.catalogue.CatalogueQueryStore;
import dev.tocsin.logs.record.Level;
import dev.tocsin.logs.record.LogFilter;
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
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How many rows, when, at which level; and which services there are. */
@Path("/api/v1/logs")
@Tag(name = "questions")
@Produces(MediaType.APPLICATION_JSON)
public class HistogramResource {

  private static final int MAX_SERVICES = 1000;

  /**
   * Counts over time.
   *
   * @param stepSeconds length of a bucket
   * @param buckets all buckets of the range, empty ones too
   * @param source "counts" when no file was read, "rows" otherwise
   */
  @Schema(name = "LogHistogram")
  public record View(long stepSeconds, List<Bucket> buckets, String source) {}

  /**
   * One bucket.
   *
   * @param start its first second
   * @param counts rows per level: unknown, trace, debug, info, warn, error, fatal
   */
  @Schema(name = "LogBucket")
  public record Bucket(Instant start, Map<String, Long> counts) {}

  /**
   * Services, the loudest first.
   *
   * @param items services
   * @param nextCursor always null
   */
  @Schema(name = "LogServices")
  public record Services(List<ServiceView> items, @Nullable String nextCursor) {}

  /**
   * A service.
   *
   * @param name its name
   * @param rows rows in the range
   * @param errors rows at level error or fatal
   */
  @Schema(name = "LogService")
  public record ServiceView(String name, long rows, long errors) {}

  private final CatalogueQueryStore catalogue;
  private final SearchStore store;
  private final SegmentConfig config;
  private final Clock clock;

  /** A door to the counts. */
  @Inject
  public HistogramResource(
      CatalogueQueryStore catalogue, SearchStore store, SegmentConfig config, Clock clock) {
    this.catalogue = catalogue;
    this.store = store;
    this.config = config;
    this.clock = clock;
  }

  /** Counts per step and level. */
  @GET
  @Path("histogram")
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "Count logs over time",
      description =
          "Rows per step and level. Steps are round (1 s to days) and begin on round times, so the"
              + " first and last one may reach beyond the range. Without text and trace id the"
              + " answer comes from counts kept beside the segments, without reading a file.")
  public View histogram(
      @Parameter(description = "Earliest time, RFC 3339") @QueryParam("from") @Nullable String from,
      @Parameter(description = "Latest time, RFC 3339") @QueryParam("to") @Nullable String to,
      @Parameter(description = "Exact service name") @QueryParam("service")
          @Nullable String service,
      @Parameter(description = "Minimum level") @QueryParam("level") @Nullable String level,
      @Parameter(description = "Text in body or attributes, any case") @QueryParam("q")
          @Nullable String text,
      @Parameter(description = "32 hex digits") @QueryParam("traceId") @Nullable String traceId,
      @Parameter(description = "Only this project") @QueryParam("project") @Nullable String project,
      @Parameter(description = "Most buckets, 1 to 1000, default 60") @QueryParam("buckets")
          @Nullable Integer buckets,
      @Context SecurityIdentity identity,
      @Context HttpServerResponse connection)
      throws SQLException {
    var ask = new Ask(clock.instant());
    LogFilter asked = ask.filter(from, to, service, level, text, traceId);
    int most = ask.number("buckets", buckets, 60, 1, 1000);
    Long only = ask.project(project, identity.<Caller>getAttribute(KeyAuthentication.CALLER));
    ask.errors().throwIfAny();

    var steps = HistogramSteps.covering(asked.fromNs(), asked.toNs(), most);
    LogFilter filter = asked.within(steps.startNs(), steps.endNs());
    var grid = new long[steps.count()][7];
    boolean counted = filter.countable() && steps.onSlots();
    if (counted) {
      for (var total : catalogue.totals(only, filter, steps.stepSeconds())) {
        int step = (int) ((total.start() - steps.startSeconds()) / steps.stepSeconds());
        grid[step][total.level()] += total.count();
      }
    } else {
      var handle = new QueryHandle(config.queryTimeout());
      connection.closeHandler(gone -> handle.cancel());
      for (var count : store.counts(handle, only, filter, steps.stepSeconds() * 1_000_000_000L)) {
        grid[(int) count.step()][count.level()] += count.count();
      }
    }
    return new View(steps.stepSeconds(), buckets(steps, grid), counted ? "counts" : "rows");
  }

  /** Services with rows in the range. */
  @GET
  @Path("services")
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "List services",
      description = "At most 1000 services with rows in the range (default: last hour).")
  public Services services(
      @Parameter(description = "Earliest time, RFC 3339") @QueryParam("from") @Nullable String from,
      @Parameter(description = "Latest time, RFC 3339") @QueryParam("to") @Nullable String to,
      @Parameter(description = "Only this project") @QueryParam("project") @Nullable String project,
      @Context SecurityIdentity identity)
      throws SQLException {
    var ask = new Ask(clock.instant());
    LogFilter filter = ask.filter(from, to, null, null, null, null);
    Long only = ask.project(project, identity.<Caller>getAttribute(KeyAuthentication.CALLER));
    ask.errors().throwIfAny();
    var items =
        catalogue.services(only, filter.fromNs(), filter.toNs(), MAX_SERVICES).stream()
            .map(total -> new ServiceView(total.name(), total.rows(), total.errors()))
            .toList();
    return new Services(items, null);
  }

  private static List<Bucket> buckets(HistogramSteps steps, long[][] grid) {
    var buckets = new ArrayList<Bucket>(grid.length);
    for (int i = 0; i < grid.length; i++) {
      var counts = new LinkedHashMap<String, Long>();
      for (Level level : Level.values()) {
        counts.put(level.label(), grid[i][level.ordinal() + 1]);
      }
      counts.put("unknown", grid[i][0]);
      buckets.add(
          new Bucket(
              Instant.ofEpochSecond(steps.startSeconds() + i * steps.stepSeconds()), counts));
    }
    return buckets;
  }
}
