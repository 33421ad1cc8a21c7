package dev.tocsin.slo.report;

import dev.tocsin.access.Roles;
import dev.tocsin.problem.ProblemException;
import dev.tocsin.slo.objective.ObjectiveStore;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Why a figure is what it is. */
@Path("/api/v1/slos/{name}/explain")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@Tag(name = "Figures")
public class ExplainResource {

  private final ObjectiveStore objectives;
  private final FiguresStore figures;
  private final Clock clock;

  ExplainResource(ObjectiveStore objectives, FiguresStore figures, Clock clock) {
    this.objectives = objectives;
    this.figures = figures;
    this.clock = clock;
  }

  /** Every figure of an SLO with formula and inputs. */
  @GET
  @Operation(
      summary = "Explain every figure of an SLO",
      description = "Formula, inputs and result as an exact ratio, as of now.")
  @APIResponseSchema(value = Explained.class, responseDescription = "The explanation")
  @APIResponse(responseCode = "404", description = "There is no such SLO")
  public Explained explain(@PathParam("name") String name) throws SQLException {
    var definition = objectives.current(name);
    if (definition == null) {
      throw ProblemException.notFound("SLO", name);
    }
    var now = figures.figures(List.of(definition), clock.instant()).getFirst();
    return new Explained(name, definition.version(), now.at(), Explanation.of(now));
  }

  /**
   * An explanation.
   *
   * @param name the SLO
   * @param version of its definition
   * @param asOf the moment of the figures
   * @param steps in the order in which they build on each other
   */
  public record Explained(String name, int version, Instant asOf, List<Explanation.Step> steps) {}
}
