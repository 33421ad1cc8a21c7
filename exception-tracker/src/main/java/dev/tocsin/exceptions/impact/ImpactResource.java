package dev.tocsin.exceptions.impact;

import dev.tocsin.access.Roles;
import dev.tocsin.exceptions.rule.RulesStore;
import dev.tocsin.problem.FieldErrors;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What exceptions did within a range of time, for a postmortem. */
@Path("/api/v1/impact")
@Blocking
@Tag(name = "Impact")
public class ImpactResource {

  private final ImpactStore store;
  private final RulesStore rules;
  private final String console;

  ImpactResource(
      ImpactStore store,
      RulesStore rules,
      @ConfigProperty(name = "tocsin.console.url") String console) {
    this.store = store;
    this.rules = rules;
    this.console = console;
  }

  /**
   * @param detail how the number was made
   */
  public record Figure(
      String id, String label, long value, String unit, String detail, String link) {}

  public record Impact(
      String source, String service, Instant from, Instant to, List<Figure> figures) {}

  @GET
  @RolesAllowed({Roles.VIEWER, Roles.SERVICE})
  @Transactional
  @Operation(
      summary = "New issues, events and users of a service within a range",
      description =
          "from (inclusive) and to (exclusive) by time of arrival, RFC 3339. An event belongs to the"
              + " service that its tag 'service' names, else to the one in its project's rules, else"
              + " to its server name. 400 names every parameter that breaks a rule.")
  public Impact impact(
      @QueryParam("service") @Nullable String service,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to) {
    var start = time(from);
    var end = time(to);
    var errors =
        new FieldErrors()
            .notBlank("service", service, 100)
            .require("from", start != null, "be a time such as 2026-01-05T09:00:00Z")
            .require("to", end != null, "be a time such as 2026-01-05T10:00:00Z");
    if (start != null && end != null) {
      errors.require("to", end.isAfter(start), "be after from");
    }
    errors.throwIfAny();
    if (service == null || start == null || end == null) {
      throw new IllegalStateException("checked above");
    }
    try {
      var sums = store.sums(service, rules.services(), start, end);
      return new Impact("exception-tracker", service, start, end, figures(sums));
    } catch (SQLException e) {
      throw new IllegalStateException("impact cannot be summed", e);
    }
  }

  private List<Figure> figures(ImpactStore.Sums sums) {
    var link = console + "/exceptions";
    return List.of(
        new Figure(
            "new_issues",
            "New issues",
            sums.newIssues(),
            "issues",
            "issues whose first event falls into the range",
            link),
        new Figure(
            "events",
            "Exceptions",
            sums.events(),
            "events",
            "events that arrived in the range",
            link),
        new Figure(
            "users",
            "Users who met an exception",
            sums.users(),
            "users",
            "different users named by those events",
            link));
  }

  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException unreadable) {
      return null;
    }
  }
}
