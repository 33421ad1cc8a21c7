package dev.tocsin.logs.accounting;

import dev.tocsin.access.KeyAuthentication;
import dev.tocsin.access.Roles;
import dev.tocsin.events.Topics;
import dev.tocsin.logs.request.Asked;
import io.quarkus.security.identity.SecurityIdentity;
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
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The account of everything that came in. */
@Path("/api/v1/accounting")
@Tag(name = "accounting")
@Produces(MediaType.APPLICATION_JSON)
public class AccountingResource {

  /**
   * The account per project.
   *
   * @param items one per project
   * @param inStream what waits in the stream and is in none of the numbers yet
   */
  @Schema(name = "Accounting")
  public record View(List<ProjectView> items, InStream inStream) {}

  /**
   * A project: received = stored + rejected + dropped + unaccounted.
   *
   * @param project whose records
   * @param received records read from the stream
   * @param stored records that are rows
   * @param rejected refused records that are or were dead letters, neither replayed nor dropped
   * @param dropped records that were given up
   * @param unaccounted 0, or an error of ours
   * @param reasons why records were rejected or dropped
   * @param days the same per UTC day of arrival
   */
  @Schema(name = "ProjectAccount")
  public record ProjectView(
      String project,
      long received,
      long stored,
      long rejected,
      long dropped,
      long unaccounted,
      List<ReasonView> reasons,
      List<DayView> days) {}

  /**
   * Why.
   *
   * @param kind rejected or dropped
   * @param reason the reason
   * @param records how many
   */
  @Schema(name = "AccountReason")
  public record ReasonView(String kind, String reason, long records) {}

  /**
   * A UTC day.
   *
   * @param day the day
   * @param received records read from the stream
   * @param stored records that are rows
   * @param rejected refused records
   * @param dropped records that were given up
   */
  @Schema(name = "AccountDay")
  public record DayView(LocalDate day, long received, long stored, long rejected, long dropped) {}

  /**
   * What waits in the stream.
   *
   * @param batches batches of records that the writer has not stored yet; null when Kafka is away
   * @param letters dead letters that are not in the table yet; null when Kafka is away
   */
  @Schema(name = "InStream")
  public record InStream(@Nullable Long batches, @Nullable Long letters) {}

  private final AccountStore accounts;
  private final StreamLagClient lag;
  private final Clock clock;

  @Inject
  AccountingResource(AccountStore accounts, StreamLagClient lag, Clock clock) {
    this.accounts = accounts;
    this.lag = lag;
    this.clock = clock;
  }

  /** The account. */
  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "Where did every record go?",
      description =
          "Per project and UTC day of arrival: received = stored + rejected + dropped. The numbers"
              + " change in the transactions that store rows and keep or remove dead letters; what"
              + " is still in the stream is in none of them.")
  public View account(
      @Parameter(description = "Only this project") @QueryParam("project") @Nullable String project,
      @Parameter(description = "First day, RFC 3339 time; default 30 days ago") @QueryParam("from")
          @Nullable String from,
      @Parameter(description = "Last day, RFC 3339 time; default today") @QueryParam("to")
          @Nullable String to,
      @Context SecurityIdentity identity)
      throws SQLException {
    var asked = asked(identity);
    Long only = asked.project(project);
    Instant end = asked.time("to", to);
    Instant start = asked.time("from", from);
    asked.throwIfAny();
    Instant last = end == null ? clock.instant() : end;
    LocalDate lastDay = Ledger.day(last);
    LocalDate firstDay = Ledger.day(start == null ? last.minus(Duration.ofDays(30)) : start);
    // Read first: what leaves the stream meanwhile is counted twice here rather than not at all.
    var waiting = new InStream(lag.of(Topics.LOGS), lag.of(Topics.dlq(Topics.LOGS)));
    var reasons =
        accounts.reasons(only, firstDay, lastDay).stream()
            .collect(Collectors.groupingBy(AccountStore.Reason::project));
    var days =
        accounts.days(only, firstDay, lastDay).stream()
            .collect(
                Collectors.groupingBy(
                    AccountStore.Day::project, TreeMap::new, Collectors.toList()));
    var items = new ArrayList<ProjectView>();
    days.forEach((id, list) -> items.add(view(id, list, reasons.getOrDefault(id, List.of()))));
    return new View(items, waiting);
  }

  private static ProjectView view(
      long project, List<AccountStore.Day> days, List<AccountStore.Reason> reasons) {
    long received = days.stream().mapToLong(AccountStore.Day::received).sum();
    long stored = days.stream().mapToLong(AccountStore.Day::stored).sum();
    long rejected = days.stream().mapToLong(AccountStore.Day::rejected).sum();
    long dropped = days.stream().mapToLong(AccountStore.Day::dropped).sum();
    return new ProjectView(
        Long.toString(project),
        received,
        stored,
        rejected,
        dropped,
        received - stored - rejected - dropped,
        reasons.stream().map(r -> new ReasonView(r.kind(), r.reason(), r.records())).toList(),
        days.stream()
            .map(d -> new DayView(d.day(), d.received(), d.stored(), d.rejected(), d.dropped()))
            .toList());
  }

  private static Asked asked(SecurityIdentity identity) {
    return new Asked(identity.getPrincipal(), identity.getAttribute(KeyAuthentication.CALLER));
  }
}
