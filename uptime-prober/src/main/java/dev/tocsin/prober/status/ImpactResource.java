package dev.tocsin.prober.status;

import dev.tocsin.access.Roles;
import dev.tocsin.prober.monitor.Monitor;
import dev.tocsin.prober.status.StatusStore.Impact;
import dev.tocsin.problem.FieldErrors;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the monitors of a service saw in a span, for the incident room and postmortems. */
@Path("/api/v1/impact")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.VIEWER, Roles.SERVICE})
@Tag(name = "impact")
public class ImpactResource {
  private static final Duration LONGEST = Duration.ofDays(31);
  private static final int MONITORS = 50;

  private final StatusStore store;
  private final String consoleUrl;

  ImpactResource(
      StatusStore store, @ConfigProperty(name = "tocsin.console.url") String consoleUrl) {
    this.store = store;
    this.consoleUrl = consoleUrl;
  }

  /** All figures of one service in one span. */
  @Schema(name = "Impact")
  public record View(
      String source, String service, Instant from, Instant to, List<Figure> figures) {}

  /** One figure that can explain itself. */
  @Schema(name = "ImpactFigure")
  public record Figure(
      String id, String label, double value, String unit, String detail, String link) {}

  /** Failed checks by region and minutes down by monitor. */
  @GET
  @Operation(
      summary = "What the monitors of a service saw",
      description =
          "Minutes down per monitor (confirmed downtime only) and failed checks per region, for a span"
              + " of at most 31 days and up to 50 monitors.")
  public View impact(
      @QueryParam("service") @Nullable String service,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to)
      throws SQLException {
    FieldErrors errors = new FieldErrors().notBlank("service", service, 120);
    Instant start = time("from", from, errors);
    Instant end = time("to", to, errors);
    errors.require(
        "to",
        !end.isBefore(start) && Duration.between(start, end).compareTo(LONGEST) <= 0,
        "not be before from, nor more than 31 days after it");
    errors.throwIfAny();
    String name = Objects.requireNonNull(service);
    Impact seen = store.impact(name, start, end, MONITORS);
    List<Figure> figures = new ArrayList<>();
    for (Monitor monitor : seen.monitors()) {
      figures.add(minutesDown(monitor, Objects.requireNonNull(seen.uptimes().get(monitor.id()))));
    }
    for (var count : seen.counts()) {
      figures.add(
          new Figure(
              "failed-checks:" + count.region(),
              "Failed checks from " + count.region(),
              count.failed(),
              "checks",
              count.failed() + " of " + count.counted() + " checks failed",
              consoleUrl + "/"));
    }
    return new View("uptime-prober", name, start, end, figures);
  }

  private Figure minutesDown(Monitor monitor, Uptime uptime) {
    double minutes = Math.round(uptime.down().toMillis() / 600.0) / 100.0;
    return new Figure(
        "minutes-down:" + monitor.id(),
        "Minutes down: " + monitor.settings().name(),
        minutes,
        "minutes",
        "%d s down, %d s up, %.1f %% of the span measured"
            .formatted(uptime.down().toSeconds(), uptime.up().toSeconds(), uptime.coverage() * 100),
        consoleUrl + "/monitors/" + monitor.id());
  }

  private static Instant time(String field, @Nullable String text, FieldErrors errors) {
    try {
      return Instant.parse(Objects.requireNonNullElse(text, ""));
    } catch (DateTimeException e) {
      errors.add(field, "be an RFC 3339 time, for instance 2026-11-20T10:00:00Z");
      return Instant.EPOCH;
    }
  }
}
