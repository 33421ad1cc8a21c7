package dev.tocsin.logs.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.access.KeyAuthentication;
import dev.tocsin.access.Roles;
import dev.tocsin.logs.deadletter.KeptLetter;
import dev.tocsin.logs.deadletter.LetterFilter;
import dev.tocsin.logs.deadletter.LetterStore;
import dev.tocsin.logs.intake.IntakePublisher;
import dev.tocsin.logs.intake.jsonlines.LineIntake;
import dev.tocsin.logs.request.Asked;
import dev.tocsin.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Refused input: look at it, send it again, drop it. */
@Path("/api/v1/dead-letters")
@Tag(name = "dead letters")
@Produces(MediaType.APPLICATION_JSON)
public class DeadLetterResource {

  private static final Logger LOG = Logger.getLogger("dev.tocsin.logs.audit");
  private static final int MAX_PAGE = 500;

  /**
   * One page.
   *
   * @param items letters, newest first
   * @param nextCursor pass it as cursor for the next page; null at the end
   */
  @Schema(name = "DeadLetterPage")
  public record PageView(List<Item> items, @Nullable String nextCursor) {}

  /**
   * A dead letter.
   *
   * @param id its number
   * @param project whose it is
   * @param protocol the door it came through; "stream" for a batch the writer could not decode
   * @param reason why it was refused
   * @param position where it stood in its request
   * @param receivedAt when it came
   * @param records how many log records it stands for
   * @param text what came, cleaned of secrets
   * @param truncated whether more came than is kept
   * @param replayable whether it can be sent again
   * @param replayingAt when a replay began that has not ended
   */
  @Schema(name = "DeadLetter")
  public record Item(
      String id,
      String project,
      String protocol,
      String reason,
      String position,
      Instant receivedAt,
      long records,
      String text,
      boolean truncated,
      boolean replayable,
      @Nullable Instant replayingAt) {

    static Item of(KeptLetter letter) {
      return new Item(
          Long.toString(letter.id()),
          Long.toString(letter.project()),
          letter.protocol(),
          letter.reason(),
          letter.position(),
          letter.receivedAt(),
          letter.records(),
          new String(letter.raw(), UTF_8),
          letter.truncated(),
          !letter.lost(),
          letter.replayingAt());
    }
  }

  /**
   * Numbers by reason.
   *
   * @param items one per project and reason, the most records first
   */
  @Schema(name = "DeadLetterSummary")
  public record SummaryView(List<LetterStore.ReasonCount> items) {}

  /**
   * What to change before sending again; all of it may be missing.
   *
   * @param timeField field with the event time
   * @param messageField field with the message
   * @param levelField field with the level
   * @param serviceField field with the service
   * @param service service of lines that name none
   * @param time "now" to use the time of the replay; the line's own stays as an attribute
   * @param asText true to make what is no JSON object the message of a line
   */
  @Schema(name = "DeadLetterFixes")
  public record FixesBody(
      @Nullable String timeField,
      @Nullable String messageField,
      @Nullable String levelField,
      @Nullable String serviceField,
      @Nullable String service,
      @Nullable String time,
      @Nullable Boolean asText) {}

  /**
   * What became of the letters.
   *
   * @param letters how many were sent again
   * @param accepted records that are durable now
   * @param rejected records that were refused again; they are new letters
   * @param reasons why, with numbers
   */
  @Schema(name = "ReplayOutcome")
  public record ReplayView(int letters, int accepted, int rejected, Map<String, Integer> reasons) {}

  /**
   * What was dropped.
   *
   * @param records number of log records
   */
  @Schema(name = "Dropped")
  public record DroppedView(long records) {}

  private final LetterStore letters;
  private final Replay replay;

  /** A door to the letters. */
  @Inject
  DeadLetterResource(LetterStore letters, IntakePublisher intake, Clock clock) {
    this.letters = letters;
    this.replay = new Replay(letters, new LineIntake(intake), clock);
  }

  /** Letters, newest first. */
  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "List refused input", description = "Newest first, with the cleaned text.")
  public PageView list(
      @Parameter(description = "Only this project") @QueryParam("project") @Nullable String project,
      @Parameter(description = "Only this reason") @QueryParam("reason") @Nullable String reason,
      @Parameter(description = "Received at or after, RFC 3339") @QueryParam("from")
          @Nullable String from,
      @Parameter(description = "Received before, RFC 3339") @QueryParam("to") @Nullable String to,
      @Parameter(description = "Letters per page, 1 to 500, default 50") @QueryParam("limit")
          @Nullable Integer limit,
      @Parameter(description = "nextCursor of the page before") @QueryParam("cursor")
          @Nullable String cursor,
      @Context SecurityIdentity identity)
      throws SQLException {
    var asked = asked(identity);
    var filter = filter(asked, project, reason, from, to);
    int size = asked.number("limit", limit, 50, 1, MAX_PAGE);
    long below = cursor == null || cursor.isBlank() ? Long.MAX_VALUE : id(asked, "cursor", cursor);
    asked.throwIfAny();
    var found = letters.page(filter, below, size + 1);
    var page = found.subList(0, Math.min(size, found.size()));
    String next = found.size() > size ? Long.toString(page.getLast().id()) : null;
    return new PageView(page.stream().map(Item::of).toList(), next);
  }

  /** Numbers by reason. */
  @GET
  @Path("summary")
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "Count refused input by reason")
  public SummaryView summary(
      @QueryParam("project") @Nullable String project,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @Context SecurityIdentity identity)
      throws SQLException {
    var asked = asked(identity);
    var filter = filter(asked, project, null, from, to);
    asked.throwIfAny();
    return new SummaryView(letters.summary(filter));
  }

  /** Sends one letter again. */
  @POST
  @Path("{id}/replay")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.RESPONDER)
  @Operation(
      summary = "Send a letter again",
      description =
          "Through the JSON-lines door, with the fixes of the body. What is taken leaves the"
              + " letters; what is refused again becomes a new letter with its new reason.")
  public ReplayView replayOne(
      @PathParam("id") String id, @Nullable FixesBody fixes, @Context SecurityIdentity identity)
      throws SQLException {
    var asked = asked(identity);
    KeptLetter letter = visible(asked, id);
    if (letter.lost()) {
      throw ProblemException.conflict("A batch that nobody can decode cannot be sent again.");
    }
    var outcome = run(asked, new LetterFilter(null, null, null, null), letter.id(), fixes, 1);
    if (outcome.letters() == 0) {
      throw ProblemException.conflict("This letter is being sent again at the moment.");
    }
    LOG.infof(
        "%s replayed dead letter %d of project %d", asked.who(), letter.id(), letter.project());
    return outcome;
  }

  /** Sends the oldest letters of a filter again. */
  @POST
  @Path("replay")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.RESPONDER)
  @Operation(
      summary = "Send letters again",
      description = "The oldest ones that fit; call it again until letters is 0.")
  public ReplayView replayAll(
      @QueryParam("project") @Nullable String project,
      @QueryParam("reason") @Nullable String reason,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @Parameter(description = "Letters at most, 1 to 500, default 200") @QueryParam("limit")
          @Nullable Integer limit,
      @Nullable FixesBody fixes,
      @Context SecurityIdentity identity)
      throws SQLException {
    var asked = asked(identity);
    var filter = filter(asked, project, reason, from, to);
    int most = asked.number("limit", limit, 200, 1, MAX_PAGE);
    asked.throwIfAny();
    var outcome = run(asked, filter, null, fixes, most);
    LOG.infof("%s replayed %d dead letters of %s", asked.who(), outcome.letters(), filter);
    return outcome;
  }

  /** Drops one letter. */
  @DELETE
  @Path("{id}")
  @RolesAllowed(Roles.MANAGER)
  @Operation(summary = "Drop a letter", description = "Its records count as dropped from now on.")
  public DroppedView dropOne(@PathParam("id") String id, @Context SecurityIdentity identity)
      throws SQLException {
    var asked = asked(identity);
    KeptLetter letter = visible(asked, id);
    long records =
        letters.drop(new LetterFilter(null, null, null, null), letter.id(), "by_request");
    LOG.infof(
        "%s dropped dead letter %d of project %d", asked.who(), letter.id(), letter.project());
    return new DroppedView(records);
  }

  /** Drops the letters of a filter. */
  @DELETE
  @RolesAllowed(Roles.MANAGER)
  @Operation(
      summary = "Drop letters",
      description = "All that fit; a reason or a project must be given.")
  public DroppedView dropAll(
      @QueryParam("project") @Nullable String project,
      @QueryParam("reason") @Nullable String reason,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @Context SecurityIdentity identity)
      throws SQLException {
    var asked = asked(identity);
    var filter = filter(asked, project, reason, from, to);
    asked
        .errors()
        .require(
            "reason", filter.reason() != null || filter.project() != null, "be given, or project");
    asked.throwIfAny();
    long records = letters.drop(filter, null, "by_request");
    LOG.infof("%s dropped %d dead records of %s", asked.who(), records, filter);
    return new DroppedView(records);
  }

  private ReplayView run(
      Asked asked, LetterFilter filter, @Nullable Long id, @Nullable FixesBody given, int limit)
      throws SQLException {
    var body = given == null ? new FixesBody(null, null, null, null, null, null, null) : given;
    asked
        .errors()
        .require("time", body.time() == null || body.time().equals("now"), "be now, or be missing");
    asked.throwIfAny();
    var fixes =
        new Fixes("now".equals(body.time()), Boolean.TRUE.equals(body.asText()), body.timeField());
    var fields =
        new LineIntake.Fields(
            body.timeField(), body.messageField(), body.levelField(), body.serviceField());
    var outcome = replay.run(filter, id, fixes, fields, body.service(), limit);
    return new ReplayView(
        outcome.letters(), outcome.accepted(), outcome.rejected(), outcome.reasons());
  }

  private KeptLetter visible(Asked asked, String id) throws SQLException {
    long number = id.matches("[0-9]{1,18}") ? Long.parseLong(id) : -1;
    KeptLetter letter = letters.find(number);
    if (letter == null) {
      throw ProblemException.notFound("dead letter", id);
    }
    asked.mayUse(letter.project());
    return letter;
  }

  private static LetterFilter filter(
      Asked asked,
      @Nullable String project,
      @Nullable String reason,
      @Nullable String from,
      @Nullable String to) {
    return new LetterFilter(
        asked.project(project), Asked.text(reason), asked.time("from", from), asked.time("to", to));
  }

  private static long id(Asked asked, String field, String text) {
    boolean number = text.matches("[0-9]{1,18}");
    asked.errors().require(field, number, "be the nextCursor of the page before");
    return number ? Long.parseLong(text) : -1;
  }

  private static Asked asked(SecurityIdentity identity) {
    return new Asked(identity.getPrincipal(), identity.getAttribute(KeyAuthentication.CALLER));
  }
}
