package dev.tocsin.logs.tail;

import dev.tocsin.access.Caller;
import dev.tocsin.access.KeyAuthentication;
import dev.tocsin.access.Roles;
import dev.tocsin.logs.query.SearchResource;
import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.query.language.Field;
import dev.tocsin.logs.query.language.Parsed;
import dev.tocsin.logs.query.language.QueryParser;
import dev.tocsin.logs.record.Level;
import dev.tocsin.problem.FieldErrors;
import dev.tocsin.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.ArrayList;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** Lines as they come in. */
@Path("/api/v1/logs/tail")
@Tag(name = "questions")
public class TailResource {

  private final TailHub hub;

  /** A door to the stream. */
  @Inject
  public TailResource(TailHub hub) {
    this.hub = hub;
  }

  /** Follows the stream. */
  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RestStreamElementType(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "Follow new lines",
      description =
          "Server-sent events, from now on, within a second of the acknowledgement: line (as in"
              + " search), dropped (lines that came too fast for this listener: {\"lines\":n}, or"
              + " for this service: {\"batches\":n}), heartbeat every 10 s, end with a reason. The"
              + " filter runs at the server.")
  @APIResponse(responseCode = "400", description = "The query cannot be read")
  @APIResponse(responseCode = "429", description = "Too many listen; see Retry-After")
  public Multi<OutboundSseEvent> tail(
      @Parameter(description = "Query, for instance: level>=warn \"timed out\"") @QueryParam("q")
          @Nullable String text,
      @Parameter(description = "Exact service name") @QueryParam("service")
          @Nullable String service,
      @Parameter(description = "Minimum level, any usual word") @QueryParam("level")
          @Nullable String level,
      @Parameter(description = "Only this project") @QueryParam("project") @Nullable String project,
      @Context SecurityIdentity identity,
      @Context Sse sse) {
    var errors = new FieldErrors();
    Expr expr = condition(text, service, level, errors);
    Long only = project(project, identity.<Caller>getAttribute(KeyAuthentication.CALLER), errors);
    errors.throwIfAny();
    Listener listener = hub.listen(only, expr);
    return Multi.createBy()
        .repeating()
        .completionStage(listener::next)
        .whilst(event -> !(event instanceof Listener.Ended))
        .map(event -> event(sse, event))
        .onTermination()
        .invoke(listener::close);
  }

  private static Expr condition(
      @Nullable String text, @Nullable String service, @Nullable String level, FieldErrors errors) {
    var parts = new ArrayList<Expr>();
    if (service != null && !service.isBlank()) {
      parts.add(Expr.exactly(Field.SERVICE, service.strip()));
    }
    if (level != null && !level.isBlank()) {
      Level least = Level.ofWord(level);
      errors.require("level", least != null, "be one of trace, debug, info, warn, error, fatal");
      parts.add(least == null ? Expr.ALL : Expr.atLeast(least.lowest()));
    }
    switch (QueryParser.parse(text == null ? "" : text)) {
      case Parsed.Good good -> parts.add(good.expr());
      case Parsed.Bad bad -> errors.add("q", "be a query: " + bad.message());
    }
    return Expr.and(parts);
  }

  private static @Nullable Long project(
      @Nullable String given, @Nullable Caller caller, FieldErrors errors) {
    Long own = caller == null ? null : caller.projectId();
    if (given == null || given.isBlank()) {
      return own;
    }
    if (!given.strip().matches("\\d{1,18}")) {
      errors.add("project", "be a number");
      return own;
    }
    long chosen = Long.parseLong(given.strip());
    if (caller != null && !caller.mayUseProject(chosen)) {
      throw ProblemException.forbidden("This key does not see that project.");
    }
    return chosen;
  }

  private static OutboundSseEvent event(Sse sse, Listener.Event event) {
    return switch (event) {
      case Listener.Found found -> {
        var item = SearchResource.Item.of(found.row());
        yield sse.newEventBuilder()
            .name("line")
            .id(item.id())
            .data(item)
            .mediaType(MediaType.APPLICATION_JSON_TYPE)
            .build();
      }
      case Listener.Dropped dropped -> named(sse, "dropped", Map.of("lines", dropped.lines()));
      case Listener.Skipped skipped -> named(sse, "dropped", Map.of("batches", skipped.batches()));
      case Listener.Heartbeat heartbeat -> named(sse, "heartbeat", Map.of());
      case Listener.Ended ended -> named(sse, "end", Map.of("reason", ended.reason()));
    };
  }

  private static OutboundSseEvent named(Sse sse, String name, Map<String, ?> data) {
    return sse.newEventBuilder()
        .name(name)
        .data(data)
        .mediaType(MediaType.APPLICATION_JSON_TYPE)
        .build();
  }
}
