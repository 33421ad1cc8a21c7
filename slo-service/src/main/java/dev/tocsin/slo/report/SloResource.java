package dev.tocsin.slo.report;

import dev.tocsin.access.Roles;
import dev.tocsin.problem.FieldErrors;
import dev.tocsin.problem.ProblemException;
import dev.tocsin.slo.budget.ErrorBudget;
import dev.tocsin.slo.burn.BurnPair;
import dev.tocsin.slo.burn.BurnState;
import dev.tocsin.slo.burn.PairVerdict;
import dev.tocsin.slo.indicator.GoodTotal;
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
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** SLOs with their figures as of now. */
@Path("/api/v1/slos")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@Tag(name = "Figures")
public class SloResource {

  private static final int MAX_PAGE = 200;

  private final ObjectiveStore objectives;
  private final FiguresStore figures;
  private final Clock clock;

  SloResource(ObjectiveStore objectives, FiguresStore figures, Clock clock) {
    this.objectives = objectives;
    this.figures = figures;
    this.clock = clock;
  }

  /** A page of SLOs by name. */
  @GET
  @Operation(
      summary = "SLOs with budget and burn",
      description =
          "By name. Pass nextCursor as cursor for the following page. Ratios are decimals of at"
              + " most six digits, null where nothing was measured: missing data is neither good"
              + " nor bad, coverage says how much is missing.")
  @APIResponseSchema(value = Page.class, responseDescription = "A page of SLOs")
  @APIResponse(responseCode = "400", description = "limit is not from 1 to 200")
  public Page list(
      @QueryParam("service") @Nullable String service,
      @QueryParam("limit") @DefaultValue("50") int limit,
      @QueryParam("cursor") @DefaultValue("") String cursor)
      throws SQLException {
    new FieldErrors().range("limit", limit, 1, MAX_PAGE).throwIfAny();
    var found = objectives.page(service, cursor, limit + 1);
    var page = found.size() > limit ? found.subList(0, limit) : found;
    String next = found.size() > limit ? page.getLast().slo().name() : null;
    return new Page(figures.figures(page, clock.instant()).stream().map(View::of).toList(), next);
  }

  /** One SLO. */
  @GET
  @Path("/{name}")
  @Operation(summary = "An SLO with budget and burn as of now")
  @APIResponseSchema(value = View.class, responseDescription = "The SLO")
  @APIResponse(responseCode = "404", description = "There is no such SLO")
  public View detail(@PathParam("name") String name) throws SQLException {
    var definition = objectives.current(name);
    if (definition == null) {
      throw ProblemException.notFound("SLO", name);
    }
    return View.of(figures.figures(List.of(definition), clock.instant()).getFirst());
  }

  private static @Nullable BigDecimal decimal(@Nullable Fraction exact) {
    return exact == null ? null : exact.toDecimal();
  }

  /**
   * A page.
   *
   * @param items SLOs by name
   * @param nextCursor for the following page; null on the last
   */
  public record Page(List<View> items, @Nullable String nextCursor) {}

  /**
   * An SLO as of now.
   *
   * @param name unique name
   * @param displayName for people
   * @param description why it exists
   * @param service who promises
   * @param objective promised share of good events, exact decimal text
   * @param method how events are counted: each valid one once
   * @param windowDays days of the rolling window
   * @param monitor id or name of the monitor, as the definition says it
   * @param monitorId id of the monitor; null when it was never heard of
   * @param version of the definition
   * @param labels free labels
   * @param sli what was measured in the window
   * @param budget what is left of the error budget
   * @param burn the pairs of windows that page
   * @param alert the page
   * @param freshAt intended time of the newest probe in these figures; null when there is none
   * @param asOf the moment of these figures
   */
  public record View(
      String name,
      String displayName,
      @Nullable String description,
      String service,
      String objective,
      String method,
      int windowDays,
      String monitor,
      @Nullable String monitorId,
      int version,
      Map<String, List<String>> labels,
      Sli sli,
      Budget budget,
      List<Burn> burn,
      AlertView alert,
      @Nullable Instant freshAt,
      Instant asOf) {

    static View of(Figures f) {
      var slo = f.definition().slo();
      var monitor = f.monitor();
      return new View(
          slo.name(),
          slo.title(),
          slo.description(),
          slo.service(),
          slo.objective().toString(),
          "Occurrences",
          slo.windowDays(),
          slo.monitor(),
          monitor == null ? null : monitor.id(),
          f.definition().version(),
          slo.labels(),
          Sli.of(f.budget()),
          Budget.of(f.budget()),
          f.burn().stream().map(Burn::of).toList(),
          AlertView.of(f),
          monitor == null ? null : monitor.freshAt(),
          f.at());
    }
  }

  /**
   * What was measured.
   *
   * @param good good events
   * @param bad bad events
   * @param valid all that count
   * @param ratio good / valid; null when nothing was measured
   */
  public record Sli(long good, long bad, long valid, @Nullable BigDecimal ratio) {
    static Sli of(ErrorBudget budget) {
      GoodTotal counts = budget.counts();
      return new Sli(counts.good(), counts.bad(), counts.valid(), decimal(budget.sli()));
    }
  }

  /**
   * The error budget.
   *
   * @param leftRatio 1 − bad / (B · valid); below zero when overspent, null when nothing was
   *     measured
   * @param leftMinutes leftRatio · totalMinutes
   * @param totalMinutes minutes of total outage that empty the budget
   * @param coverage share of the window's five-minute slices that hold data
   * @param ifMissingGood what would be left had the missing slices been good
   * @param ifMissingBad what would be left had they been bad
   */
  public record Budget(
      @Nullable BigDecimal leftRatio,
      @Nullable BigDecimal leftMinutes,
      BigDecimal totalMinutes,
      BigDecimal coverage,
      Left ifMissingGood,
      Left ifMissingBad) {
    static Budget of(ErrorBudget budget) {
      var measured = Left.of(budget, budget.left());
      return new Budget(
          measured.ratio(),
          measured.minutes(),
          budget.totalMinutes().toDecimal(),
          budget.coverage().toDecimal(),
          Left.of(budget, budget.leftIfMissingGood()),
          Left.of(budget, budget.leftIfMissingBad()));
    }
  }

  /**
   * What is left.
   *
   * @param ratio share of the budget
   * @param minutes of total outage
   */
  public record Left(@Nullable BigDecimal ratio, @Nullable BigDecimal minutes) {
    static Left of(ErrorBudget budget, @Nullable Fraction left) {
      return new Left(
          decimal(left), left == null ? null : left.times(budget.totalMinutes()).toDecimal(3));
    }
  }

  /**
   * A pair of windows.
   *
   * @param name for instance {@code page 1h/5m}
   * @param longWindow length
   * @param shortWindow length
   * @param factor F = s · P / w, which both must exceed
   * @param longBurn burn of the long window; null when nothing was measured
   * @param shortBurn burn of the short window; null when nothing was measured
   * @param longBad bad events in the long window
   * @param longValid events in the long window
   * @param outcome holds, below, too_few_bad, silent or no_data
   * @param holds whether it alone keeps the page on
   */
  public record Burn(
      String name,
      String longWindow,
      String shortWindow,
      BigDecimal factor,
      @Nullable BigDecimal longBurn,
      @Nullable BigDecimal shortBurn,
      long longBad,
      long longValid,
      String outcome,
      boolean holds) {
    static Burn of(PairVerdict verdict) {
      var pair = verdict.reading().pair();
      return new Burn(
          pair.name(),
          BurnPair.text(pair.longWindow()),
          BurnPair.text(pair.shortWindow()),
          verdict.factor().toDecimal(),
          decimal(verdict.longBurn()),
          decimal(verdict.shortBurn()),
          verdict.reading().inLong().bad(),
          verdict.reading().inLong().valid(),
          verdict.outcome().name().toLowerCase(java.util.Locale.ROOT),
          verdict.holds());
    }
  }

  /**
   * The page.
   *
   * @param state ok or firing
   * @param since when it became so
   * @param reason why
   */
  public record AlertView(String state, Instant since, String reason) {
    static AlertView of(Figures f) {
      return switch (f.state()) {
        case null -> new AlertView("ok", f.definition().createdAt(), "not evaluated yet");
        case BurnState.Quiet quiet -> new AlertView("ok", quiet.since(), quiet.reason());
        case BurnState.Firing firing -> new AlertView("firing", firing.since(), firing.reason());
      };
    }
  }
}
