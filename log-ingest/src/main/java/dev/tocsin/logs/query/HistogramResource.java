package dev.tocsin.logs.query;

import dev.tocsin.access.Roles;
import dev.tocsin.logs.query.SearchResource.Wanted;
import dev.tocsin.logs.query.engine.CountStore;
import dev.tocsin.logs.query.engine.Select;
import dev.tocsin.logs.query.language.Field;
import dev.tocsin.logs.record.Level;
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

/** How many rows, when, at which level or with which value. */
@Path("/api/v1/logs/histogram")
@Tag(name = "questions")
@Produces(MediaType.APPLICATION_JSON)
public class HistogramResource {

  private static final Select LEVEL = Select.of("((severity + 3) // 4)::VARCHAR");

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
   * @param counts rows per level (unknown, trace, debug, info, warn, error, fatal), or per value of
   *     the field: the ten most frequent ones, "(other)" and "(none)"
   */
  @Schema(name = "LogBucket")
  public record Bucket(Instant start, Map<String, Long> counts) {}

  private final CountStore counts;
  private final SearchStore store;
  private final SegmentConfig config;
  private final Clock clock;

  /** A door to the counts. */
  @Inject
  public HistogramResource(
      CountStore counts, SearchStore store, SegmentConfig config, Clock clock) {
    this.counts = counts;
    this.store = store;
    this.config = config;
    this.clock = clock;
  }

  /** Counts per step and level or value. */
  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "Count logs over time",
      description =
          "Rows per step and level, or per step and value of a field. Steps are round (1 s to days)"
              + " and begin on round times, so the first and last one may reach beyond the range. A"
              + " query about services and levels only is answered from counts kept beside the"
              + " segments, without reading a file.")
  public View histogram(
      @BeanParam Wanted wanted,
      @Parameter(description = "level (default) or the name of a field") @QueryParam("by")
          @Nullable String by,
      @Parameter(description = "Most buckets, 1 to 1000, default 60") @QueryParam("buckets")
          @Nullable Integer buckets,
      @Context SecurityIdentity identity,
      @Context HttpServerResponse connection)
      throws SQLException {
    var ask = new Ask(clock.instant());
    Question asked = wanted.question(ask, identity);
    int most = ask.number("buckets", buckets, 60, 1, 1000);
    Field field = by == null || by.equals("level") ? null : ask.field("by", by);
    ask.errors().throwIfAny();

    var steps = HistogramSteps.covering(asked.scope().fromNs(), asked.scope().toNs(), most);
    Question question = asked.within(steps.startNs(), steps.endNs());
    var table = field == null ? ValueTable.ofLevels(steps.count()) : new ValueTable(steps.count());
    boolean byService = field instanceof Field.Service;
    List<CountStore.Cell> cells =
        steps.onSlots() && (field == null || byService)
            ? counts.cells(question.scope(), question.expr(), steps.stepSeconds(), byService)
            : null;
    if (cells != null) {
      for (var cell : cells) {
        String value = byService ? cell.service() : level(Integer.toString(cell.level()));
        table.add(cell.step(), value, cell.count());
      }
    } else {
      var handle = new QueryHandle(config.queryTimeout());
      connection.closeHandler(gone -> handle.cancel());
      Select value = field == null ? LEVEL : Select.text(field);
      long stepNs = steps.stepSeconds() * 1_000_000_000L;
      for (var count : store.steps(handle, question, stepNs, value)) {
        String name = field == null ? level(count.value()) : count.value();
        table.add((int) count.step(), name, count.count());
      }
    }
    return new View(steps.stepSeconds(), buckets(steps, table), cells != null ? "counts" : "rows");
  }

  private static String level(@Nullable String number) {
    int level = number == null ? 0 : Integer.parseInt(number);
    return level == 0 ? "unknown" : Level.values()[level - 1].label();
  }

  private static List<Bucket> buckets(HistogramSteps steps, ValueTable table) {
    var buckets = new ArrayList<Bucket>();
    List<String> names = table.names();
    for (int step = 0; step < steps.count(); step++) {
      var row = new LinkedHashMap<String, Long>();
      for (String name : names) {
        row.put(name, table.count(step, name));
      }
      buckets.add(
          new Bucket(
              Instant.ofEpochSecond(steps.startSeconds() + step * steps.stepSeconds()), row));
    }
    return buckets;
  }
}
