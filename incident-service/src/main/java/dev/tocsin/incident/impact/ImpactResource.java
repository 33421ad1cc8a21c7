package dev.tocsin.incident.impact;

import dev.tocsin.access.Roles;
import dev.tocsin.incident.incident.IncidentId;
import dev.tocsin.incident.incident.IncidentStore;
import dev.tocsin.incident.sql.Database;
import dev.tocsin.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The evidence about an incident's extent. */
@Path("/api/v1/incidents/{id}/impact")
@RunOnVirtualThread
@Tag(name = "Incidents")
public class ImpactResource {

  private final Database database;
  private final IncidentStore incidents;
  private final ImpactStore store;

  ImpactResource(Database database, IncidentStore incidents, ImpactStore store) {
    this.database = database;
    this.incidents = incidents;
    this.store = store;
  }

  /** A list. */
  public record Slice(List<ImpactAnswer> items, @Nullable String nextCursor) {}

  /** Shows every stored answer. */
  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "Show the impact evidence",
      description =
          "Each answer with its query, time range, time of asking and hash; available=false means"
              + " that the source did not answer, which is not zero.")
  public Slice get(@PathParam("id") String id) {
    UUID incidentId = IncidentId.parse("incident", id);
    return database.transaction(
        tx -> {
          if (incidents.find(tx, incidentId) == null) {
            throw ProblemException.notFound("incident", id);
          }
          return new Slice(store.of(tx, incidentId), null);
        });
  }
}
