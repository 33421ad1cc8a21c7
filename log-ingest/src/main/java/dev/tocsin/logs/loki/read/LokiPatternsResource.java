package dev.tocsin.logs.loki.read;

import dev.tocsin.access.Roles;
import dev.tocsin.logs.patterns.Shape;
import dev.tocsin.logs.patterns.ShapeStore;
import dev.tocsin.logs.query.engine.Scope;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Shapes of messages, as Grafana's Drilldown asks for them. */
@Path("/")
@Tag(name = "loki")
@RolesAllowed(Roles.VIEWER)
@Produces(MediaType.APPLICATION_JSON)
public class LokiPatternsResource {

  private static final long NS = 1_000_000_000L;
  private static final int MOST = 300;

  private final LokiResource requests;
  private final SegmentLineStore store;
  private final ShapeStore shapes;

  /** A door to shapes. */
  @Inject
  public LokiPatternsResource(LokiResource requests, SegmentLineStore store, ShapeStore shapes) {
    this.requests = requests;
    this.store = store;
    this.shapes = shapes;
  }

  /** Shapes with their numbers per step. */
  @GET
  @Path("loki/api/v1/patterns")
  @Operation(
      summary = "Clusters of similar lines, per step",
      description = "Parameters query (a selector), start, end, step.")
  public Response patterns(@Context RoutingContext context, @Context SecurityIdentity identity) {
    return patterns(context, identity, Map.of());
  }

  /** The same with the parameters in a form. */
  @POST
  @Path("loki/api/v1/patterns")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(summary = "Clusters of similar lines, parameters in a form")
  public Response postPatterns(
      @Context RoutingContext context,
      @Context SecurityIdentity identity,
      MultivaluedMap<String, String> form) {
    return patterns(context, identity, form);
  }

  private Response patterns(
      RoutingContext context, SecurityIdentity identity, Map<String, List<String>> form) {
    return requests.answer(
        context,
        identity,
        form,
        (ask, work) -> {
          LokiAsk.Window window = ask.window(1);
          long step = Math.max(ask.step(window), 10 * NS);
          long from = Math.floorDiv(window.fromNs(), step) * step;
          var keys = store.keys(work.handle, work.project, window.fromNs(), window.toNs());
          Split split =
              Split.of(
                  Answers.linesOf(ask.text("query", "")), new LabelConditions(new KnownKeys(keys)));
          var scope = new Scope(work.project, from, window.toNs());
          var found = shapes.shapes(work.handle, scope, split.stored(), step, MOST);
          return Envelope.data(
              json -> {
                json.writeStartArray();
                for (Shape shape : found.shapes()) {
                  json.writeStartObject();
                  json.writeStringField("pattern", shape.pattern());
                  json.writeArrayFieldStart("samples");
                  for (var sample : shape.steps().entrySet()) {
                    json.writeStartArray();
                    json.writeNumber((from + sample.getKey() * step) / NS);
                    json.writeNumber(sample.getValue());
                    json.writeEndArray();
                  }
                  json.writeEndArray();
                  json.writeEndObject();
                }
                json.writeEndArray();
              });
        });
  }
}
