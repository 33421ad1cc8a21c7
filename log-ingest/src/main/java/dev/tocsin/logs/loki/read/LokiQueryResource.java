package dev.tocsin.logs.loki.read;

import dev.tocsin.access.Roles;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** LogQL, as Grafana's Loki data source asks it. */
@Path("/")
@Tag(name = "loki")
@RolesAllowed(Roles.VIEWER)
@Produces(MediaType.APPLICATION_JSON)
public class LokiQueryResource {

  private static final String FLAGS = "X-Loki-Response-Encoding-Flags";

  private final LokiResource requests;
  private final Answers answers;

  /** A door to the stored lines. */
  @Inject
  public LokiQueryResource(LokiResource requests, SegmentLineStore store) {
    this.requests = requests;
    this.answers = new Answers(store);
  }

  /** Lines or series over a range. */
  @GET
  @Path("loki/api/v1/query_range")
  @Operation(
      summary = "LogQL over a range",
      description =
          "Parameters query, start, end, since, limit (at most 5000), step, direction. Lines for a"
              + " log query, a matrix for a metric query, its points at multiples of the step. Errors"
              + " are plain text.")
  @APIResponse(responseCode = "200", description = "Loki's envelope with streams or a matrix")
  @APIResponse(responseCode = "400", description = "The query cannot be read; says where and why")
  @APIResponse(responseCode = "504", description = "Time ran out")
  public Response range(@Context RoutingContext context, @Context SecurityIdentity identity) {
    return range(context, identity, Map.of());
  }

  /** The same with the parameters in a form. */
  @POST
  @Path("loki/api/v1/query_range")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(summary = "LogQL over a range, parameters in a form")
  public Response postRange(
      @Context RoutingContext context,
      @Context SecurityIdentity identity,
      MultivaluedMap<String, String> form) {
    return range(context, identity, form);
  }

  private Response range(
      RoutingContext context, SecurityIdentity identity, Map<String, List<String>> form) {
    return requests.answer(
        context, identity, form, (ask, work) -> answers.range(ask, work, categorized(context)));
  }

  /** Series at one time. */
  @GET
  @Path("loki/api/v1/query")
  @Operation(
      summary = "LogQL at one time",
      description =
          "Parameters query, time, limit, direction. A vector or scalar; for a log query the lines"
              + " of the hour before.")
  @APIResponse(responseCode = "200", description = "Loki's envelope with a vector or scalar")
  @APIResponse(responseCode = "400", description = "The query cannot be read; says where and why")
  public Response instant(@Context RoutingContext context, @Context SecurityIdentity identity) {
    return instant(context, identity, Map.of());
  }

  /** The same with the parameters in a form. */
  @POST
  @Path("loki/api/v1/query")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(summary = "LogQL at one time, parameters in a form")
  public Response postInstant(
      @Context RoutingContext context,
      @Context SecurityIdentity identity,
      MultivaluedMap<String, String> form) {
    return instant(context, identity, form);
  }

  private Response instant(
      RoutingContext context, SecurityIdentity identity, Map<String, List<String>> form) {
    return requests.answer(
        context, identity, form, (ask, work) -> answers.instant(ask, work, categorized(context)));
  }

  private static boolean categorized(RoutingContext context) {
    String flags = context.request().getHeader(FLAGS);
    return flags != null && flags.contains(LogLines.CATEGORIZE);
  }
}
