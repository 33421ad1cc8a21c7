package dev.tocsin.logs.impact;

import dev.tocsin.access.Caller;
import dev.tocsin.access.KeyAuthentication;
import dev.tocsin.access.Roles;
import dev.tocsin.logs.action.pattern.PatternStore;
import dev.tocsin.logs.query.QueryConfig;
import dev.tocsin.logs.segment.QueryHandle;
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

  private static final Duration BUDGET = Duration.ofMillis(1_300);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final int MESSAGES = 3;
  private static final int PATTERNS = 5;
  private static final int SAMPLES = 5;

  /**
   * What the logs say.
   *
   * @param source always log-ingest
   * @param service the service asked for, or null for all
   * @param from start of the range
   * @param to end of the range
   * @param figures the figures; counts cover whole ten-second slots
   * @param newPatterns shapes of error messages that came up in the range and were not seen in the
   *     week before, the most frequent first
   * @param samples the newest lines at error or above
   * @param missing what could not be looked at, and why; empty when the answer is whole
   */
  @Schema(name = "Impact")
  public record View(
      String source,
      @Nullable String service,
      Instant from,
      Instant to,
      List<Figure> figures,
      List<NewPattern> newPatterns,
      List<Sample> samples,
      List<String> missing) {}

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

  /**
   * A shape of messages.
   *
   * @param service who logs it
   * @param pattern the shape, {@code *} for what varies
   * @param sample one of the messages
   * @param count lines in the hours of the range
   * @param firstSeen when it came up
   * @param seenBefore when it was seen before that; null when never
   */
  @Schema(name = "ImpactPattern")
  public record NewPattern(
      String service,
      String pattern,
      String sample,
      long count,
      Instant firstSeen,
      @Nullable Instant seenBefore) {}

  /**
   * A line.
   *
   * @param time when it was logged
   * @param service by whom
   * @param severity OpenTelemetry's severity number
   * @param body the beginning of the message
   * @param traceId 32 hex digits
   */
  @Schema(name = "ImpactSample")
  public record Sample(
      Instant time, String service, int severity, String body, @Nullable String traceId) {}

  private final ImpactStore store;
  private final PatternStore patterns;
  private final QueryConfig config;
  private final Clock clock;

  @Inject
  ImpactResource(ImpactStore store, PatternStore patterns, QueryConfig config, Clock clock) {
    this.store = store;
    this.patterns = patterns;
    this.config = config;
    this.clock = clock;
  }

  /** Errors in the range, compared with the same range a week before, and what is new in them. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "Figures for an incident",
      description =
          "Error counts in the range against the same range a week before, frequent and new error"
              + " messages, and sample lines; answers within 2 seconds and says what is missing.")
  public View impact(
      @Parameter(description = "Exact service name") @QueryParam("service")
          @Nullable String service,
      @Parameter(description = "Earliest time, RFC 3339") @QueryParam("from") @Nullable String from,
      @Parameter(description = "Latest time, RFC 3339") @QueryParam("to") @Nullable String to,
      @Context SecurityIdentity identity)
      throws SQLException {
    var range = ImpactRange.of(service, from, to, clock.instant());
    Caller caller = identity.getAttribute(KeyAuthentication.CALLER);
    Long only = caller == null ? null : caller.projectId();

    var figures = new ArrayList<Figure>();
    var missing = new ArrayList<String>();
    figures.add(errors(only, range));
    var handle = new QueryHandle(BUDGET);
    addMessages(figures, missing, store.messages(handle, only, range, MESSAGES), range);
    List<NewPattern> fresh = fresh(only, range);
    for (int i = 0; i < fresh.size(); i++) {
      NewPattern one = fresh.get(i);
      String id = "log-new-pattern-" + (i + 1);
      figures.add(
          figure(
              id, "New error message", one.count(), "lines", one.pattern(), range, one.service()));
    }
    var lines = store.samples(handle, only, range, SAMPLES);
    if (lines == null) {
      missing.add("sample lines: they would have taken too long");
    }
    return new View(
        "log-ingest",
        range.service(),
        range.from(),
        range.to(),
        figures,
        fresh,
        lines == null ? List.of() : lines.stream().map(ImpactResource::sample).toList(),
        missing);
  }

  private Figure errors(@Nullable Long only, ImpactRange range) throws SQLException {
    long errors = store.errors(only, range);
    long before = store.errors(only, range.earlier(WEEK));
    String detail = before + " in the same time range a week before";
    return figure(
        "log-errors", "Log lines at error or above", errors, "lines", detail, range, null);
  }

  private void addMessages(
      List<Figure> figures,
      List<String> missing,
      @Nullable List<ImpactStore.Message> messages,
      ImpactRange range) {
    if (messages == null) {
      String why = "not looked at: it would have taken too long";
      missing.add("frequent error messages: they would have taken too long");
      figures.add(
          figure("log-errors-unread", "Frequent error messages", 0, "messages", why, range, null));
      return;
    }
    int number = 0;
    for (var top : messages) {
      figures.add(
          new Figure(
              "log-error-" + ++number,
              "Frequent error message",
              top.count(),
              "lines",
              top.body(),
              link(range, range.service(), top.body())));
    }
  }

  private List<NewPattern> fresh(@Nullable Long only, ImpactRange range) throws SQLException {
    return patterns
        .appeared(only, range.service(), range.from(), range.to(), WEEK.toSeconds(), PATTERNS)
        .stream()
        .map(
            one ->
                new NewPattern(
                    one.service(),
                    one.pattern(),
                    one.sample(),
                    one.count(),
                    one.appearedAt(),
                    one.previousSeen()))
        .toList();
  }

  private static Sample sample(ImpactStore.Line line) {
    return new Sample(line.time(), line.service(), line.severity(), line.body(), line.traceId());
  }

  private Figure figure(
      String id,
      String label,
      double value,
      String unit,
      String detail,
      ImpactRange range,
      @Nullable String service) {
    String whose = service == null ? range.service() : service;
    return new Figure(id, label, value, unit, detail, link(range, whose, null));
  }

  /** A message is looked for as it stands, in quotes. */
  private String link(ImpactRange range, @Nullable String service, @Nullable String text) {
    return config.consoleUrl()
        + "/logs?level=error&from="
        + range.from()
        + "&to="
        + range.to()
        + (service == null ? "" : "&service=" + encoded(service))
        + (text == null ? "" : "&q=" + encoded(quoted(text)));
  }

  private static String quoted(String text) {
    String first = text.lines().findFirst().orElse("");
    String start = first.substring(0, Math.min(first.length(), 150));
    return '"' + start.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
