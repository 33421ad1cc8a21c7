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
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What lines hold beside their labels. */
@Path("/")
@Tag(name = "loki")
@RolesAllowed(Roles.VIEWER)
@Produces(MediaType.APPLICATION_JSON)
public class LokiDetectedResource {

  private final LokiResource requests;
  private final SegmentLineStore store;

  /** A door to fields. */
  @Inject
  public LokiDetectedResource(LokiResource requests, SegmentLineStore store) {
    this.requests = requests;
    this.store = store;
  }

  /** Labels and how many values each has. */
  @GET
  @Path("loki/api/v1/detected_labels")
  @Operation(summary = "Labels with the number of their values")
  public Response labels(@Context RoutingContext context, @Context SecurityIdentity identity) {
    return labels(context, identity, Map.of());
  }

  /** The same with the parameters in a form. */
  @POST
  @Path("loki/api/v1/detected_labels")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(summary = "Labels with the number of their values, parameters in a form")
  public Response postLabels(
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
        (ask, work) -> {
          Query.Lines lines = Answers.linesOf(ask.text("query", ""));
          var streams = new StreamList(store, work).streams(lines, ask.window(1), false).keySet();
          return Envelope.json(
              json -> {
                json.writeStartObject();
                json.writeArrayFieldStart("detectedLabels");
                for (String name : StreamList.names(streams)) {
                  json.writeStartObject();
                  json.writeStringField("label", name);
                  json.writeNumberField("cardinality", StreamList.values(streams, name).size());
                  json.writeEndObject();
                }
                json.writeEndArray();
                json.writeEndObject();
              });
        });
  }

  /** Fields of a sample of lines. */
  @GET
  @Path("loki/api/v1/detected_fields")
  @Operation(
      summary = "Fields of lines",
      description =
          "Parameters query, start, end, line_limit (100, at most 5000), limit (1000). Metadata,"
              + " and fields of lines that are JSON or logfmt, from the newest lines.")
  public Response fields(@Context RoutingContext context, @Context SecurityIdentity identity) {
    return fields(context, identity, Map.of());
  }

  /** The same with the parameters in a form. */
  @POST
  @Path("loki/api/v1/detected_fields")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(summary = "Fields of lines, parameters in a form")
  public Response postFields(
      @Context RoutingContext context,
      @Context SecurityIdentity identity,
      MultivaluedMap<String, String> form) {
    return fields(context, identity, form);
  }

  private Response fields(
      RoutingContext context, SecurityIdentity identity, Map<String, List<String>> form) {
    return requests.answer(
        context,
        identity,
        form,
        (ask, work) -> {
          int limit = limit(ask);
          var found = sample(ask, work);
          return Envelope.json(json -> found.write(json, limit));
        });
  }

  /** Values of one field in a sample of lines. */
  @GET
  @Path("loki/api/v1/detected_field/{name}/values")
  @Operation(summary = "Values of a field", description = "Parameters as for detected_fields.")
  public Response values(
      @PathParam("name") String name,
      @Context RoutingContext context,
      @Context SecurityIdentity identity) {
    return requests.answer(
        context,
        identity,
        (ask, work) -> {
          int limit = limit(ask);
          List<String> values = sample(ask, work).values(name, limit);
          return Envelope.json(
              json -> {
                json.writeStartObject();
                Envelope.strings(json, "values", values);
                json.writeNumberField("limit", limit);
                json.writeEndObject();
              });
        });
  }

  private static int limit(LokiAsk ask) {
    return ask.text("field_limit") == null
        ? ask.number("limit", 1000, 5000)
        : ask.number("field_limit", 1000, 5000);
  }

  private DetectedFields sample(LokiAsk ask, Work work) {
    Query.Lines lines = Answers.linesOf(ask.text("query", ""));
    var found = new DetectedFields();
    new Answers(store)
        .each(
            lines,
            ask.window(1),
            ask.number("line_limit", 100, LokiAsk.MAX_LINES),
            work,
            found::add);
    return found;
  }
}
