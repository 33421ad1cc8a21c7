package dev.tocsin.logs.action.alert;

import dev.tocsin.access.Roles;
import dev.tocsin.logs.action.CallerResource;
import dev.tocsin.logs.action.count.Cell;
import dev.tocsin.logs.action.count.Counting;
import dev.tocsin.logs.action.count.HistoryReader;
import dev.tocsin.logs.action.count.HistoryStore;
import dev.tocsin.logs.action.pattern.PatternStore;
import dev.tocsin.logs.query.engine.LogStore;
import dev.tocsin.problem.FieldErrors;
import dev.tocsin.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** When an alert would have rung. */
@Path("/api/v1/log-alerts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "log alerts")
public class DryRunResource extends CallerResource {

  private static final Duration LIMIT = Duration.ofSeconds(25);
  private static final int MAX_DAYS = 30;
  private static final int MOST_PATTERNS = 200;

  private final LogAlertStore alerts;
  private final PatternStore patterns;
  private final HistoryStore history;
  private final HistoryReader reader;
  private final Clock clock;

  @Inject
  DryRunResource(
      LogAlertStore alerts,
      PatternStore patterns,
      HistoryStore history,
      LogStore logs,
      Clock clock,
      SecurityIdentity identity) {
    super(identity);
    this.alerts = alerts;
    this.patterns = patterns;
    this.history = history;
    this.reader = new HistoryReader(logs);
    this.clock = clock;
  }

  /**
   * One time that it would have rung.
   *
   * @param group the group or pattern; empty where nothing is grouped
   * @param from when it would have begun
   * @param to when it would have ended, or the end of the replay
   * @param seconds how long
   * @param reason why it would have begun
   */
  @Schema(name = "LogAlertRing")
  public record Ring(String group, Instant from, Instant to, long seconds, String reason) {}

  /**
   * What would have happened.
   *
   * @param from start of the replay
   * @param to its end
   * @param days how many days were asked for
   * @param matched matching lines in the replay
   * @param times how often it would have rung
   * @param ringingSeconds how long in all, groups added up
   * @param longestSeconds the longest time
   * @param rings each time, at most 1,000
   */
  @Schema(name = "LogAlertDryRun")
  public record View(
      Instant from,
      Instant to,
      int days,
      long matched,
      long times,
      long ringingSeconds,
      long longestSeconds,
      List<Ring> rings) {}

  /** Replays an alert that is not kept. */
  @POST
  @Path("dry-run")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "When an alert would have rung",
      description = "Replays the rule over stored logs with the decisions that run live.")
  public View unsaved(
      @Parameter(description = "How many days to look back, 1 to 30")
          @QueryParam("days")
          @DefaultValue("7")
          int days,
      LogAlertResource.@Nullable Body body)
      throws SQLException {
    LogAlert rule = LogAlertResource.checked(body);
    return replay(rule, project(body == null ? null : body.project()), days);
  }

  /** Replays an alert that is kept. */
  @POST
  @Path("{id}/dry-run")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "When a log alert would have rung")
  public View saved(
      @PathParam("id") long id,
      @Parameter(description = "How many days to look back, 1 to 30")
          @QueryParam("days")
          @DefaultValue("7")
          int days)
      throws SQLException {
    StoredAlert alert = alerts.one(id);
    if (alert == null || !sees(alert.project())) {
      throw ProblemException.notFound("log alert", Long.toString(id));
    }
    return replay(alert.rule(), alert.project(), days);
  }

  private View replay(LogAlert rule, long project, int days) throws SQLException {
    new FieldErrors().range("days", days, 1, MAX_DAYS).throwIfAny();
    Instant to = clock.instant();
    Instant from = to.minus(Duration.ofDays(days));
    if (rule.type() == LogAlert.Type.NEW_PATTERN) {
      return patterns(rule, project, from, to, days);
    }
    Counting counting = rule.counting(new FieldErrors(), 0, 0, project);
    Instant dataFrom = from.minus(rule.back()).minus(rule.window());
    try {
      List<Cell> cells =
          reader.count(counting, dataFrom.getEpochSecond(), to.getEpochSecond() + 1, null, LIMIT);
      Long oldest = history.oldest(project);
      long known = oldest == null ? to.getEpochSecond() : oldest;
      var run = new DryRun(rule, from.getEpochSecond(), to.getEpochSecond(), known);
      DryRun.Result result = run.over(cells);
      long first = from.getEpochSecond() / Cell.SECONDS;
      return new View(
          from,
          to,
          days,
          cells.stream().filter(cell -> cell.slot() >= first).mapToLong(Cell::valid).sum(),
          result.times(),
          result.seconds(),
          result.longestSeconds(),
          result.rings().stream().map(DryRunResource::ring).toList());
    } catch (HistoryReader.Incomplete e) {
      throw ProblemException.unavailable(
          "Some stored logs cannot be read at the moment.", Duration.ofSeconds(30));
    }
  }

  private View patterns(LogAlert rule, long project, Instant from, Instant to, int days)
      throws SQLException {
    var rings =
        patterns
            .appeared(project, rule.service(), from, to, rule.unseen().toSeconds(), MOST_PATTERNS)
            .stream()
            .map(
                one -> {
                  Instant end = one.lastSeen().plus(rule.window());
                  Instant until = end.isAfter(to) ? to : end;
                  long seconds = Duration.between(one.appearedAt(), until).toSeconds();
                  return new Ring(
                      one.service() + ": " + one.pattern(),
                      one.appearedAt(),
                      until,
                      seconds,
                      one.count() + " lines, for instance: " + one.sample());
                })
            .sorted(java.util.Comparator.comparing(Ring::from))
            .toList();
    return new View(
        from,
        to,
        days,
        rings.size(),
        rings.size(),
        rings.stream().mapToLong(Ring::seconds).sum(),
        rings.stream().mapToLong(Ring::seconds).max().orElse(0),
        rings);
  }

  private static Ring ring(DryRun.Ring ring) {
    return new Ring(ring.group(), ring.from(), ring.to(), ring.seconds(), ring.reason());
  }
}
