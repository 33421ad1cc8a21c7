package dev.tocsin.logs.query;

import dev.tocsin.access.Caller;
import dev.tocsin.access.KeyAuthentication;
import dev.tocsin.access.Roles;
import dev.tocsin.logs.catalogue.CatalogueQueryStore;
import dev.tocsin.logs.record.Level;
import dev.tocsin.logs.record.LogFilter;
import dev.tocsin.logs.segment.QueryHandle;
import dev.tocsin.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the logs say about an incident. */
@Path("/api/v1/impact")
@Tag(name = "questions")
public class ImpactResource {

  private static final Duration BUDGET = Duration.ofMillis(1500);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final int MESSAGES = 3;

  /**
   * Figures for an incident.
   *
   * @param source always log-ingest
   * @param service the service asked for, or null for all
   * @param from start of the range
   * @param to end of the range
   * @param figures the figures; counts cover whole ten-second slots
   */
  @Schema(name = "Impact")
  public record View(
      String source, @Nullable String service, Instant from, Instant to, List<Figure> figures) {}

  /**
   * One figure.
   *
   * @param id stable name of the figure
   * @param label for people
   * @param value the number
   * @param unit what is counted
   * @param detail how it compares, or the message itself
   * @param link page that shows the rows
   */
  @Schema(name = "ImpactFigure")
  public record Figure(
      String id, String label, double value, String unit, String detail, String link) {}

  private final CatalogueQueryStore catalogue;
  private final SearchStore store;
  private final QueryConfig config;
  private final Clock clock;

  /** A door for incident-service and people. */
  @Inject
  public ImpactResource(
      CatalogueQueryStore catalogue, SearchStore store, QueryConfig config, Clock clock) {
    this.catalogue = catalogue;
    this.store = store;
    this.config = config;
    this.clock = clock;
  }

  /** Errors in the range, compared with the same range a week before. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "Figures for an incident",
      description =
          "Error counts in the range against the same range a week before, and the most frequent"
              + " error messages; answers within 2 seconds, without messages if they take longer.")
  public View impact(
      @Parameter(description = "Exact service name") @QueryParam("service")
          @Nullable String service,
      @Parameter(description = "Earliest time, RFC 3339") @QueryParam("from") @Nullable String from,
      @Parameter(description = "Latest time, RFC 3339") @QueryParam("to") @Nullable String to,
      @Context SecurityIdentity identity)
      throws SQLException {
    var ask = new Ask(clock.instant());
    LogFilter filter = ask.filter(from, to, service, Level.ERROR.label(), null, null);
    Long only = ask.project(null, identity.<Caller>getAttribute(KeyAuthentication.CALLER));
    ask.errors().throwIfAny();

    long errors = total(only, filter);
    long week = WEEK.toNanos();
    long before = total(only, filter.within(filter.fromNs() - week, filter.toNs() - week));
    var figures = new ArrayList<Figure>();
    figures.add(
        new Figure(
            "log-errors",
            "Log lines at error or above",
            errors,
            "lines",
            before + " in the same time range a week before",
            link(filter, null)));
    addMessages(figures, only, filter);
    return new View(
        "log-ingest", filter.service(), instant(filter.fromNs()), instant(filter.toNs()), figures);
  }

  private void addMessages(List<Figure> figures, @Nullable Long only, LogFilter filter) {
    try {
      int number = 0;
      for (var top : store.topMessages(new QueryHandle(BUDGET), only, filter, MESSAGES)) {
        figures.add(
            new Figure(
                "log-error-" + ++number,
                "Frequent error message",
                top.count(),
                "lines",
                String.valueOf(top.value()),
                link(filter, top.value())));
      }
    } catch (ProblemException tooSlow) {
      figures.add(
          new Figure(
              "log-errors-unread",
              "Frequent error messages",
              0,
              "messages",
              "not looked at: it would have taken too long",
              link(filter, null)));
    }
  }

  private long total(@Nullable Long only, LogFilter filter) throws SQLException {
    long wholeRange = Math.max(10, (filter.toNs() - filter.fromNs()) / 1_000_000_000L + 20);
    return catalogue.totals(only, filter, wholeRange).stream()
        .mapToLong(CatalogueQueryStore.StepTotal::count)
        .sum();
  }

  private String link(LogFilter filter, @Nullable String text) {
    return config.consoleUrl()
        + "/logs?level=error&from="
        + instant(filter.fromNs())
        + "&to="
        + instant(filter.toNs())
        + (filter.service() == null ? "" : "&service=" + encoded(filter.service()))
        + (text == null ? "" : "&q=" + encoded(text));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }
}
