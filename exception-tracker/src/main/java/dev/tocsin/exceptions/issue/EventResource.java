package dev.tocsin.exceptions.issue;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.access.Roles;
import dev.tocsin.exceptions.event.Breadcrumb;
import dev.tocsin.exceptions.event.EventParser;
import dev.tocsin.exceptions.event.ExceptionEvent;
import dev.tocsin.exceptions.event.Frame;
import dev.tocsin.exceptions.event.Mechanism;
import dev.tocsin.exceptions.grouping.GroupingMechanism;
import dev.tocsin.exceptions.grouping.GroupingMechanism.InAppVerdict;
import dev.tocsin.exceptions.runtime.CallerProjects;
import dev.tocsin.problem.ProblemException;
import io.agroal.api.AgroalDataSource;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Events: one happening with its stack. */
@Path("/api/v1/events")
@Blocking
@Tag(name = "Events")
public class EventResource {

  private final AgroalDataSource database;
  private final EventStore events;
  private final GroupingMechanism grouping;
  private final CallerProjects callers;
  private final ObjectMapper json;

  EventResource(
      AgroalDataSource database,
      EventStore events,
      GroupingMechanism grouping,
      CallerProjects callers,
      ObjectMapper json) {
    this.database = database;
    this.events = events;
    this.grouping = grouping;
    this.callers = callers;
    this.json = json;
  }

  /**
   * @param inApp whether it counts as application code
   * @param inAppRule the rule that said so
   */
  public record FrameView(
      @Nullable String function,
      @Nullable String module,
      @Nullable String filename,
      @Nullable Integer lineno,
      @Nullable Integer colno,
      boolean inApp,
      String inAppRule,
      @Nullable String contextLine,
      List<String> preContext,
      List<String> postContext) {

    static FrameView of(Frame frame, InAppVerdict verdict) {
      return new FrameView(
          frame.function(),
          frame.module(),
          frame.filename(),
          frame.lineno(),
          frame.colno(),
          verdict.inApp(),
          verdict.rule(),
          frame.contextLine(),
          frame.preContext(),
          frame.postContext());
    }
  }

  public record ExceptionView(
      @Nullable String type,
      @Nullable String value,
      @Nullable String module,
      Mechanism mechanism,
      List<FrameView> frames) {}

  public record ThreadView(
      @Nullable String id, @Nullable String name, boolean crashed, List<FrameView> frames) {}

  /**
   * @param exceptions outermost first, causes after it; frames newest call first, as in a printed
   *     trace
   * @param breadcrumbs oldest first
   * @param explanation why the event was grouped as it is
   */
  public record View(
      String eventId,
      String projectId,
      String issueId,
      Instant occurredAt,
      Instant receivedAt,
      String level,
      String platform,
      @Nullable String release,
      String environment,
      @Nullable String service,
      @Nullable String transaction,
      @Nullable String message,
      List<ExceptionView> exceptions,
      List<ThreadView> threads,
      List<Breadcrumb> breadcrumbs,
      Map<String, String> tags,
      @Schema(type = SchemaType.OBJECT) @Nullable JsonNode user,
      @Schema(type = SchemaType.OBJECT) @Nullable JsonNode request,
      @Schema(type = SchemaType.OBJECT) @Nullable JsonNode contexts,
      @Schema(type = SchemaType.OBJECT) @Nullable JsonNode extra,
      @Schema(type = SchemaType.OBJECT) @Nullable JsonNode sdk,
      @Nullable String traceId,
      @JsonRawValue @Schema(type = SchemaType.ARRAY, implementation = Object.class)
          String explanation) {}

  @GET
  @Path("{eventId}")
  @RolesAllowed(Roles.VIEWER)
  @Transactional
  @Operation(
      summary = "One event with its stack",
      description =
          "The id is 32 hexadecimal digits, with or without dashes. 404 when it is unknown or was"
              + " dropped by age.")
  public View get(@PathParam("eventId") String eventId) {
    var id = EventParser.eventId(eventId);
    if (id == null) {
      throw ProblemException.notFound("event", eventId);
    }
    try (var connection = database.getConnection()) {
      var found = events.byId(connection, id, callers.only());
      if (found.isEmpty()) {
        throw ProblemException.notFound("event", eventId);
      }
      return view(found.getFirst());
    } catch (SQLException | JsonProcessingException e) {
      throw new IllegalStateException("event cannot be read", e);
    }
  }

  private View view(EventStore.Stored stored) throws JsonProcessingException {
    var body = json.readTree(stored.body());
    var event = EventParser.parse(body);
    return new View(
        stored.eventId(),
        Long.toString(stored.project()),
        Long.toString(stored.issue()),
        stored.occurredAt(),
        stored.receivedAt(),
        event.level(),
        event.platform(),
        event.release(),
        event.environment(),
        event.serviceTag() != null ? event.serviceTag() : event.serverName(),
        event.transaction(),
        event.message(),
        event.exceptions().reversed().stream()
            .map(
                each ->
                    new ExceptionView(
                        each.type(),
                        each.value(),
                        each.module(),
                        each.mechanism(),
                        frames(event, each.frames())))
            .toList(),
        event.threads().stream()
            .filter(each -> !each.frames().isEmpty())
            .map(
                each ->
                    new ThreadView(
                        each.id(), each.name(), each.crashed(), frames(event, each.frames())))
            .toList(),
        event.breadcrumbs(),
        event.tags(),
        body.get("user"),
        body.get("request"),
        body.get("contexts"),
        body.get("extra"),
        body.get("sdk"),
        event.traceId(),
        stored.explanation());
  }

  private List<FrameView> frames(ExceptionEvent event, List<Frame> frames) {
    var verdicts = grouping.inApp(event, frames);
    var views = new ArrayList<FrameView>();
    for (int i = frames.size() - 1; i >= 0; i--) {
      views.add(FrameView.of(frames.get(i), verdicts.get(i)));
    }
    return views;
  }
}
