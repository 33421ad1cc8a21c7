package dev.tocsin.logs.loki.read;

import dev.tocsin.access.Roles;
import dev.tocsin.logs.loki.logql.Matcher;
import dev.tocsin.logs.loki.logql.Query;
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

/** How much there is. */
@Path("/")
@Tag(name = "loki")
@RolesAllowed(Roles.VIEWER)
@Produces(MediaType.APPLICATION_JSON)
public class LokiIndexResource {

  private final LokiResource requests;
  private final SegmentLineStore store;

  /** A door to sizes. */
  @Inject
  public LokiIndexResource(LokiResource requests, SegmentLineStore store) {
    this.requests = requests;
    this.store = store;
  }

  /** What a query would read at most. */
  @GET
  @Path("loki/api/v1/index/stats")
  @Operation(
      summary = "What a selector would read",
      description =
          "Parameters query, start, end. Segments, rows and compressed bytes, from the catalogue"
              + " and the filters; an upper bound.")
  public Response stats(@Context RoutingContext context, @Context SecurityIdentity identity) {
    return stats(context, identity, Map.of());
  }

  /** The same with the parameters in a form. */
  @POST
  @Path("loki/api/v1/index/stats")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(summary = "What a selector would read, parameters in a form")
  public Response postStats(
      @Context RoutingContext context,
      @Context SecurityIdentity identity,
      MultivaluedMap<String, String> form) {
    return stats(context, identity, form);
  }

  private Response stats(
      RoutingContext context, SecurityIdentity identity, Map<String, List<String>> form) {
    return requests.answer(
        context,
        identity,
        form,
        (ask, work) -> {
          LokiAsk.Window window = ask.window(1);
          Query.Lines lines = Answers.linesOf(ask.text("query", ""));
          var keys = store.keys(work.handle, work.project, window.fromNs(), window.toNs());
          Split split = Split.of(lines, new LabelConditions(new KnownKeys(keys)));
          var size =
              store.size(
                  new LineStore.Slice(
                      work.project, window.fromNs(), window.toNs(), split.stored()));
          return Envelope.json(
              json -> {
                json.writeStartObject();
                json.writeNumberField("streams", size.services());
                json.writeNumberField("chunks", size.segments());
                json.writeNumberField("entries", size.rows());
                json.writeNumberField("bytes", size.bytes());
                json.writeEndObject();
              });
        });
  }

  /** Bytes per label set, over the whole range. */
  @GET
  @Path("loki/api/v1/index/volume")
  @Operation(
      summary = "Bytes of lines per label set",
      description =
          "Parameters query, start, end, limit (100), targetLabels (comma-separated), aggregateBy"
              + " (series or labels). Without targetLabels the labels that the query names.")
  public Response volume(@Context RoutingContext context, @Context SecurityIdentity identity) {
    return requests.answer(
        context,
        identity,
        (ask, work) -> {
          LokiAsk.Window window = ask.window(1);
          long length = Math.max(1, window.toNs() - window.fromNs());
          var volumes = volumes(ask, work, window, length);
          return Envelope.result(
              "vector",
              false,
              work,
              json -> {
                json.writeStartArray();
                for (var volume : volumes.ranked(ask.number("limit", 100, 5000))) {
                  json.writeStartObject();
                  json.writeFieldName("metric");
                  Envelope.labels(json, volume);
                  json.writeFieldName("value");
                  Envelope.point(json, window.toNs(), volumes.total(volume));
                  json.writeEndObject();
                }
                json.writeEndArray();
              });
        });
  }

  /** Bytes per label set and step. */
  @GET
  @Path("loki/api/v1/index/volume_range")
  @Operation(
      summary = "Bytes of lines per label set and step",
      description = "As volume, and step.")
  public Response volumeRange(@Context RoutingContext context, @Context SecurityIdentity identity) {
    return requests.answer(
        context,
        identity,
        (ask, work) -> {
          LokiAsk.Window window = ask.window(1);
          long step = ask.step(window);
          var volumes = volumes(ask, work, window, step);
          return Envelope.result(
              "matrix",
              false,
              work,
              json -> {
                json.writeStartArray();
                for (var labels : volumes.ranked(ask.number("limit", 100, 5000))) {
                  json.writeStartObject();
                  json.writeFieldName("metric");
                  Envelope.labels(json, labels);
                  json.writeArrayFieldStart("values");
                  for (var point : volumes.of(labels).entrySet()) {
                    long time =
                        Math.min(window.toNs(), window.fromNs() + (point.getKey() + 1) * step);
                    Envelope.point(json, time, point.getValue());
                  }
                  json.writeEndArray();
                  json.writeEndObject();
                }
                json.writeEndArray();
              });
        });
  }

  private Volumes volumes(LokiAsk ask, Work work, LokiAsk.Window window, long stepNs) {
    Query.Lines lines = Answers.linesOf(ask.text("query", ""));
    String targets = ask.text("targetLabels");
    List<String> wanted =
        targets != null
            ? List.of(targets.split(","))
            : lines.matchers().stream().map(Matcher::label).distinct().toList();
    boolean byName = ask.text("aggregateBy", "series").equals("labels");
    var volumes = new Volumes(wanted, byName, targets != null);
    new StreamList(store, work).groups(lines, window, stepNs, true).forEach(volumes::add);
    return volumes;
  }
}
