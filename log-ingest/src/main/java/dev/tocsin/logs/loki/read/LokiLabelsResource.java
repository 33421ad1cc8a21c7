package dev.tocsin.logs.loki.read;

import dev.tocsin.access.Roles;
import dev.tocsin.logs.loki.logql.Query;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Which labels, values and streams there are. */
@Path("/")
@Tag(name = "loki")
@RolesAllowed(Roles.VIEWER)
@Produces(MediaType.APPLICATION_JSON)
public class LokiLabelsResource {

  private static final int HOURS = 6;
  private static final int MAX_SERIES = 5000;

  private final LokiResource requests;
  private final SegmentLineStore store;

  /** A door to the labels. */
  @Inject
  public LokiLabelsResource(LokiResource requests, SegmentLineStore store) {
    this.requests = requests;
    this.store = store;
  }

  /** Names of labels. */
  @GET
  @Path("loki/api/v1/{path:labels?}")
  @Operation(
      summary = "Names of labels",
      description =
          "Parameters start, end, since (default six hours), query (a selector). The labels of"
              + " streams: service_name, level, and resource attributes.")
  public Response labels(
      @PathParam("path") String path,
      @Context RoutingContext context,
      @Context SecurityIdentity identity) {
    return labels(context, identity, Map.of());
  }

  /** The same with the parameters in a form. */
  @POST
  @Path("loki/api/v1/{path:labels?}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(summary = "Names of labels, parameters in a form")
  public Response postLabels(
      @PathParam("path") String path,
      @Context RoutingContext context,
      @Context SecurityIdentity identity,
      MultivaluedMap<String, String> form) {
    return labels(context, identity, form);
  }

  private Response labels(
      RoutingContext context, SecurityIdentity identity, Map<String, List<String>> form) {
    return requests.answer(
        context,
        identity,
        form,
        (ask, work) -> strings(StreamList.names(streams(ask, work, ask.text("query", "")))));
  }

  /** Values of a label. */
  @GET
  @Path("loki/api/v1/label/{name}/values")
  @Operation(
      summary = "Values of a label",
      description = "Parameters start, end, since (default six hours), query (a selector).")
  public Response values(
      @PathParam("name") String name,
      @Context RoutingContext context,
      @Context SecurityIdentity identity) {
    return requests.answer(
        context,
        identity,
        (ask, work) -> strings(StreamList.values(streams(ask, work, ask.text("query", "")), name)));
  }

  /** Label sets of streams. */
  @GET
  @Path("loki/api/v1/series")
  @Operation(
      summary = "Streams by their labels",
      description = "Parameters match[] (selectors, repeated), start, end. At most 5000 streams.")
  public Response series(@Context RoutingContext context, @Context SecurityIdentity identity) {
    return series(context, identity, Map.of());
  }

  /** The same with the parameters in a form. */
  @POST
  @Path("loki/api/v1/series")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(summary = "Streams by their labels, parameters in a form")
  public Response postSeries(
      @Context RoutingContext context,
      @Context SecurityIdentity identity,
      MultivaluedMap<String, String> form) {
    return series(context, identity, form);
  }

  private Response series(
      RoutingContext context, SecurityIdentity identity, Map<String, List<String>> form) {
    return requests.answer(
        context,
        identity,
        form,
        (ask, work) -> {
          var found = new LinkedHashSet<SortedMap<String, String>>();
          List<String> matches =
              ask.all("match[]").isEmpty() ? ask.all("match") : ask.all("match[]");
          for (String match : matches.isEmpty() ? List.of("") : matches) {
            found.addAll(streams(ask, work, match));
          }
          return Envelope.data(
              json -> {
                json.writeStartArray();
                int written = 0;
                for (var labels : found) {
                  if (written++ < MAX_SERIES) {
                    Envelope.labels(json, labels);
                  }
                }
                json.writeEndArray();
              });
        });
  }

  private Set<SortedMap<String, String>> streams(LokiAsk ask, Work work, String selector) {
    Query.Lines lines = Answers.linesOf(selector);
    return new StreamList(store, work).streams(lines, ask.window(HOURS), false).keySet();
  }

  private static byte[] strings(List<String> values) {
    return Envelope.data(
        json -> {
          json.writeStartArray();
          for (String value : values) {
            json.writeString(value);
          }
          json.writeEndArray();
        });
  }
}
