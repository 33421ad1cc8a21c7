package dev.tocsin.slo.report;

import dev.tocsin.access.Roles;
import dev.tocsin.problem.FieldErrors;
import dev.tocsin.slo.burn.BurnConfig;
import dev.tocsin.slo.objective.Fraction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Evidence for an incident. */
@Path("/api/v1/impact")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.VIEWER, Roles.SERVICE})
@Tag(name = "Impact")
public class ImpactResource {

  private final ImpactStore store;
  private final BurnConfig config;
  private final Clock clock;

  ImpactResource(ImpactStore store, BurnConfig config, Clock clock) {
    this.store = store;
    this.config = config;
    this.clock = clock;
  }

  /** What a range has cost. */
  @GET
  @Operation(
      summary = "What a range of time has cost a service",
      description =
          "Per SLO of the service: the share of its window's budget that the range has burned, in"
              + " percent, and the bad events in the range. Default range: the last hour.")
  @APIResponseSchema(value = Impact.class, responseDescription = "Two figures per SLO")
  @APIResponse(responseCode = "400", description = "A parameter breaks a rule")
  public Impact impact(
      @QueryParam("service") @Nullable String service,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to)
      throws SQLException {
    new FieldErrors().notBlank("service", service, 100).throwIfAny();
    Instant now = clock.instant();
    var range = TimeRange.parse(from, to, now, Duration.ofHours(1));
    var figures = new ArrayList<Figure>();
    String name = service == null ? "" : service;
    for (var cost : store.costs(name, range.from(), range.to(), now)) {
      figures.addAll(figures(cost));
    }
    return new Impact("slo-service", name, range.from(), range.to(), figures);
  }

  private List<Figure> figures(ImpactStore.Cost cost) {
    var slo = cost.figures().definition().slo();
    var budget = cost.figures().budget();
    long bad = cost.inRange().bad();
    String link = config.consoleUrl() + "/slos/" + slo.name();
    var figures = new ArrayList<Figure>();
    Fraction spent = budget.shareSpentBy(bad);
    if (spent != null) {
      figures.add(
          new Figure(
              "slo:" + slo.name() + ":budget-burned",
              "Error budget burned of " + slo.title(),
              spent.times(Fraction.of(100, 1)).toDecimal(2),
              "%",
              "%s of %s minutes in %d days"
                  .formatted(
                      spent.times(budget.totalMinutes()).toDecimal(1).toPlainString(),
                      budget.totalMinutes().toDecimal(1).toPlainString(),
                      slo.windowDays()),
              link));
    }
    figures.add(
        new Figure(
            "slo:" + slo.name() + ":bad-events",
            "Failed probes of " + slo.monitor(),
            BigDecimal.valueOf(bad),
            "probes",
            bad + " of " + cost.inRange().valid() + " probes failed",
            link));
    return figures;
  }

  /**
   * What a range has cost.
   *
   * @param source this service
   * @param service the service asked for
   * @param from start of the range
   * @param to end of the range
   * @param figures two per SLO
   */
  public record Impact(
      String source, String service, Instant from, Instant to, List<Figure> figures) {}

  /**
   * One figure.
   *
   * @param id stable
   * @param label for people
   * @param value number
   * @param unit of the value
   * @param detail one more sentence
   * @param link where to look
   */
  public record Figure(
      String id, String label, BigDecimal value, String unit, String detail, String link) {}
}
