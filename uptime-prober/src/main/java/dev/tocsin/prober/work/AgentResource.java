package dev.tocsin.prober.work;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.access.Caller;
import dev.tocsin.access.KeyAuthentication;
import dev.tocsin.access.Roles;
import dev.tocsin.outbox.OutboxRelay;
import dev.tocsin.prober.region.RegionStore;
import dev.tocsin.prober.work.AgentHub.Line;
import dev.tocsin.prober.work.AgentHub.Message;
import dev.tocsin.problem.FieldErrors;
import dev.tocsin.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The door of the agents. The region is that of the key, never what the agent says. */
@Path("/api/v1/agent")
@RolesAllowed(Roles.AGENT)
@Tag(name = "agents")
public class AgentResource {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final int BUFFERED_EVENTS = 256;

  private final AgentHub hub;
  private final WorkSweepJob sweep;
  private final ReportStore reports;
  private final RegionStore regions;
  private final OutboxRelay outbox;
  private final ObjectMapper json;
  private final Clock clock;
  private final SecurityIdentity identity;

  AgentResource(
      AgentHub hub,
      WorkSweepJob sweep,
      ReportStore reports,
      RegionStore regions,
      OutboxRelay outbox,
      ObjectMapper json,
      Clock clock,
      SecurityIdentity identity) {
    this.hub = hub;
    this.sweep = sweep;
    this.reports = reports;
    this.regions = regions;
    this.outbox = outbox;
    this.json = json;
    this.clock = clock;
    this.identity = identity;
  }

  /** Opens the stream of work and confirmation requests. */
  @GET
  @Path("stream")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Blocking
  @Operation(
      summary = "Stream of work for an agent",
      description =
          "Server-sent events: `work` carries the whole assignment of the region of the key, with a"
              + " version and an expiry; `confirm` asks for one probe at once. A comment every five"
              + " seconds is a sign of life.")
  @APIResponse(
      responseCode = "200",
      description = "The stream",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(type = SchemaType.STRING)))
  public Multi<OutboundSseEvent> stream(
      @HeaderParam("X-Tocsin-Agent") @Nullable String agent, @Context Sse sse) {
    String region = region();
    String name = name(agent);
    Work work = sweep.workOf(region);
    regions.seen(region, name, clock.instant());
    return Multi.createFrom()
        .<OutboundSseEvent>emitter(emitter -> follow(emitter, region, name, work, sse))
        .onOverflow()
        .buffer(BUFFERED_EVENTS);
  }

  private void follow(
      MultiEmitter<? super OutboundSseEvent> emitter,
      String region,
      String agent,
      Work work,
      Sse sse) {
    Line line =
        new Line(region, agent, message -> emitter.emit(event(message, sse)), emitter::complete);
    emitter.onTermination(() -> hub.close(line));
    emitter.emit(event(new Message.Assignment(work), sse));
    hub.open(line);
  }

  private OutboundSseEvent event(Message message, Sse sse) {
    return switch (message) {
      case Message.Assignment(Work work) -> named("work", work, sse);
      case Message.Confirm(Work.Confirm confirm) -> named("confirm", confirm, sse);
      case Message.Heartbeat() -> sse.newEventBuilder().comment("alive").build();
    };
  }

  private OutboundSseEvent named(String name, Object data, Sse sse) {
    try {
      return sse.newEventBuilder().name(name).data(json.writeValueAsString(data)).build();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("work cannot be written as JSON", e);
    }
  }

  /** Takes a batch of results in. */
  @POST
  @Path("results")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Take probe results in",
      description =
          "Up to 500 results. 200 means stored; a redelivered result is counted as a duplicate and"
              + " changes nothing. stored + duplicates + rejected = received.")
  public Report.Receipt results(@Nullable Report report) throws SQLException {
    if (report == null || report.results() == null) {
      throw ProblemException.badRequest("results", "be a list of results");
    }
    new FieldErrors()
        .require(
            "results",
            report.results().size() <= Report.MAX_RESULTS,
            "have at most " + Report.MAX_RESULTS + " entries")
        .throwIfAny();
    String region = region();
    String agent = name(report.agent());
    Instant now = clock.instant();
    ReportStore.Taken taken = reports.take(region, agent, report, now);
    taken.confirmations().forEach(hub::confirm);
    outbox.wake();
    regions.seen(region, agent, now);
    return taken.receipt();
  }

  private String region() {
    Caller caller = identity.getAttribute(KeyAuthentication.CALLER);
    if (caller == null || caller.region() == null) {
      throw ProblemException.forbidden("This key stands for no region.");
    }
    return caller.region();
  }

  private static String name(@Nullable String agent) {
    String name = Objects.requireNonNullElse(agent, "agent");
    if (!NAME.matcher(name).matches()) {
      throw ProblemException.badRequest(
          "agent", "be a name of letters, digits, dots, hyphens and underscores, up to 64");
    }
    return name;
  }
}
