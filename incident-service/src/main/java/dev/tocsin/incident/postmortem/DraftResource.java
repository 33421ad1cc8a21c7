package dev.tocsin.incident.postmortem;

import dev.tocsin.access.Roles;
import dev.tocsin.incident.incident.Actor;
import dev.tocsin.incident.incident.IncidentId;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Drafts made from the record of an incident. */
@Path("/api/v1/incidents/{id}/postmortem")
@RunOnVirtualThread
@Tag(name = "Postmortems")
public class DraftResource {

  private final Drafting drafting;
  private final SecurityIdentity identity;

  DraftResource(Drafting drafting, SecurityIdentity identity) {
    this.drafting = drafting;
    this.identity = identity;
  }

  /** Makes the draft. */
  @POST
  @RolesAllowed(Roles.RESPONDER)
  @Operation(
      summary = "Draft the postmortem of an incident",
      description = "201 with the new draft; 200 with the one that is there already.")
  public Response draft(@PathParam("id") String id) {
    var actor = new Actor(identity.getPrincipal().getName(), "api");
    var drafted = drafting.draft(IncidentId.parse("incident", id), actor);
    return Response.status(drafted.made() ? 201 : 200)
        .entity(PostmortemResource.View.of(drafted.postmortem()))
        .build();
  }
}
