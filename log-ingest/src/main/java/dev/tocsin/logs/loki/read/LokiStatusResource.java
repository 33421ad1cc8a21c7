package dev.tocsin.logs.loki.read;

import dev.tocsin.access.Roles;
import dev.tocsin.logs.loki.logql.LogQlException;
import dev.tocsin.logs.loki.logql.Parser;
import dev.tocsin.logs.loki.logql.Printer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What Grafana wants to know about the server. */
@Path("/")
@Tag(name = "loki")
@RolesAllowed(Roles.VIEWER)
@Produces(MediaType.APPLICATION_JSON)
public class LokiStatusResource {

  /** The release of Loki whose read API this is; Grafana turns features on by it. */
  private static final String LIKE = "3.5.0";

  /** The version whose API is spoken. */
  @GET
  @Path("loki/api/v1/status/buildinfo")
  @Operation(
      summary = "Version of the API",
      description = "The version of Loki that Grafana should take this for.")
  public Response buildInfo() {
    return ok(
        Envelope.json(
            json -> {
              json.writeStartObject();
              json.writeStringField("version", LIKE);
              json.writeStringField("revision", "tocsin");
              json.writeStringField("branch", "tocsin");
              json.writeStringField("buildDate", "");
              json.writeStringField("buildUser", "");
              json.writeStringField("goVersion", "");
              json.writeEndObject();
            }));
  }

  /** Limits for Grafana's Drilldown. */
  @GET
  @Path("loki/api/v1/drilldown-limits")
  @Operation(summary = "Limits for Grafana's Drilldown")
  public Response limits() {
    return ok(
        Envelope.json(
            json -> {
              json.writeStartObject();
              json.writeObjectFieldStart("limits");
              json.writeBooleanField("discover_log_levels", true);
              json.writeBooleanField("volume_enabled", true);
              json.writeNumberField("max_entries_limit_per_query", LokiAsk.MAX_LINES);
              json.writeStringField("max_query_series", "500");
              json.writeStringField("query_timeout", "10s");
              json.writeStringField("retention_period", "0s");
              json.writeEndObject();
              json.writeBooleanField("pattern_ingester_enabled", true);
              json.writeStringField("version", LIKE);
              json.writeEndObject();
            }));
  }

  /** A query, easy to read. */
  @GET
  @Path("loki/api/v1/format_query")
  @Operation(summary = "Write a query so that it is easy to read")
  public Response format(@QueryParam("query") @Nullable String query) {
    return formatted(query);
  }

  /** The same with the query in a form. */
  @POST
  @Path("loki/api/v1/format_query")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(summary = "Write a query so that it is easy to read, parameters in a form")
  public Response postFormat(@FormParam("query") @Nullable String query) {
    return formatted(query);
  }

  private static Response formatted(@Nullable String query) {
    try {
      String pretty = Printer.print(Parser.query(query == null ? "" : query));
      return ok(Envelope.data(json -> json.writeString(pretty)));
    } catch (LogQlException e) {
      byte[] body =
          Envelope.json(
              json -> {
                json.writeStartObject();
                json.writeStringField("status", "invalid-query");
                json.writeStringField("error", String.valueOf(e.getMessage()));
                json.writeEndObject();
              });
      return Response.status(400).entity(body).type(MediaType.APPLICATION_JSON_TYPE).build();
    }
  }

  private static Response ok(byte[] body) {
    return Response.ok(body, MediaType.APPLICATION_JSON_TYPE).build();
  }
}
