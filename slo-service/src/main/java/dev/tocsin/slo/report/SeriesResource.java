package dev.tocsin.slo.report;

import dev.tocsin.access.Roles;
import dev.tocsin.problem.FieldErrors;
import dev.tocsin.problem.ProblemException;
import dev.tocsin.slo.objective.Fraction;
import dev.tocsin.slo.objective.ObjectiveStore;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Charts. */
@Path("/api/v1/slos/{name}/series")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@Tag(name = "Figures")
public class SeriesResource {

  private static final int MAX_POINTS = 500;

  private final ObjectiveStore objectives;
  private final SeriesStore series;
  private final Clock clock;

  SeriesResource(ObjectiveStore objectives, SeriesStore series, Clock clock) {
    this.objectives = objectives;
    this.series = series;
    this.clock = clock;
  }

  /** A chart of one SLO. */
  @GET
  @Operation(
      summary = "Counts, budget and burn over time",
      description =
          "Evenly spaced points, at most as many as asked for plus one. Default range: the SLO's"
              + " own window up to now; longest 190 days. A step is a multiple of 10 s, from 5"
              + " minutes on a multiple of those. Missing data gives valid 0 and null figures.")
  @APIResponseSchema(value = Chart.class, responseDescription = "The chart")
  @APIResponse(responseCode = "400", description = "A parameter breaks a rule")
  @APIResponse(responseCode = "404", description = "There is no such SLO")
  public Chart series(
      @PathParam("name") String name,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("points") @DefaultValue("200") int points)
      throws SQLException {
    new FieldErrors().range("points", points, 2, MAX_POINTS).throwIfAny();
    var definition = objectives.current(name);
    if (definition == null) {
      throw ProblemException.notFound("SLO", name);
    }
    Instant now = clock.instant();
    var range = TimeRange.parse(from, to, now, definition.slo().period());
    var chart = series.chart(definition.slo(), range.from(), range.to(), points, now);
    return new Chart(chart.stepSeconds(), chart.points().stream().map(Point::of).toList());
  }

  /**
   * A chart.
   *
   * @param stepSeconds seconds from one point to the next
   * @param points oldest first
   */
  public record Chart(long stepSeconds, List<Point> points) {}

  /**
   * A point.
   *
   * @param at start of its step
   * @param good good events in the step
   * @param valid events in the step
   * @param budgetLeft share of the budget left at the step's end; null when nothing was measured
   * @param burn1h burn of the hour before the step's end; null when nothing was measured
   */
  public record Point(
      Instant at,
      long good,
      long valid,
      @Nullable BigDecimal budgetLeft,
      @Nullable BigDecimal burn1h) {
    static Point of(Series.Point point) {
      return new Point(
          Instant.ofEpochSecond(point.at()),
          point.counts().good(),
          point.counts().valid(),
          decimal(point.budgetLeft()),
          decimal(point.burnHour()));
    }

    private static @Nullable BigDecimal decimal(@Nullable Fraction exact) {
      return exact == null ? null : exact.toDecimal();
    }
  }
}
