package dev.tocsin.logs.views;

import dev.tocsin.access.Caller;
import dev.tocsin.access.KeyAuthentication;
import dev.tocsin.access.Roles;
import dev.tocsin.logs.views.SavedView.Content;
import dev.tocsin.logs.views.ViewRequest.Range;
import dev.tocsin.problem.FieldErrors;
import dev.tocsin.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Questions with a name. Everybody keeps own ones; who acts on incidents may share them. */
@Path("/api/v1/logs/views")
@Tag(name = "saved views")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ViewResource {

  private static final int MOST_PER_OWNER = 200;

  /**
   * A saved view.
   *
   * @param id of the view
   * @param version to be given when it is changed
   * @param name unique among its owner's views
   * @param description what it is good for
   * @param owner who made it
   * @param shared whether everybody sees it
   * @param project only this project; null for all that the reader may see
   * @param query in the query language
   * @param columns fields to show, in order
   * @param range the time it looks at
   * @param editable whether the caller may change it
   * @param createdAt when it was made
   * @param changedAt when it was last changed
   */
  @Schema(name = "LogView")
  public record View(
      String id,
      long version,
      String name,
      String description,
      String owner,
      boolean shared,
      @Nullable String project,
      String query,
      List<String> columns,
      Range range,
      boolean editable,
      Instant createdAt,
      Instant changedAt) {

    static View of(SavedView view, boolean editable) {
      Content content = view.content();
      Long project = content.project();
      var last = content.last();
      return new View(
          view.id().toString(),
          view.version(),
          content.name(),
          content.description(),
          view.owner(),
          content.shared(),
          project == null ? null : project.toString(),
          content.query(),
          content.columns(),
          new Range(
              last == null ? null : last.toString(), text(content.from()), text(content.to())),
          editable,
          view.createdAt(),
          view.changedAt());
    }

    private static @Nullable String text(@Nullable Instant time) {
      return time == null ? null : time.toString();
    }
  }

  /**
   * Views.
   *
   * @param items by name
   * @param nextCursor always null
   */
  @Schema(name = "LogViews")
  public record Views(List<View> items, @Nullable String nextCursor) {}

  private final ViewStore store;

  @Inject
  ViewResource(ViewStore store) {
    this.store = store;
  }

  /** The caller's own views and those of others that are shared. */
  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "List saved views",
      description = "One's own and the shared ones, by name; of projects the caller may see.")
  public Views list(@Context SecurityIdentity identity) throws SQLException {
    var items =
        store.visible(name(identity)).stream()
            .filter(view -> sees(identity, view))
            .map(view -> View.of(view, mayChange(identity, view)))
            .toList();
    return new Views(items, null);
  }

  /** One view. */
  @GET
  @Path("{id}")
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "Show a saved view", description = "404 also for private ones of others.")
  public View show(@PathParam("id") String id, @Context SecurityIdentity identity)
      throws SQLException {
    SavedView view = find(id, identity);
    return View.of(view, mayChange(identity, view));
  }

  /** Saves a view. */
  @POST
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "Save a view",
      description = "At most 200 per owner. Sharing needs the role responder.")
  @APIResponse(responseCode = "201", description = "Saved")
  @APIResponse(responseCode = "409", description = "There is one of that name, or too many")
  public Response add(ViewRequest request, @Context SecurityIdentity identity) throws SQLException {
    Content content = check(request, identity);
    try {
      SavedView saved = store.add(name(identity), content, MOST_PER_OWNER);
      if (saved == null) {
        throw ProblemException.conflict("You keep " + MOST_PER_OWNER + " views already.");
      }
      return Response.status(Response.Status.CREATED).entity(View.of(saved, true)).build();
    } catch (ViewStore.NameTaken e) {
      throw ProblemException.conflict("You have a view of that name already.");
    }
  }

  /** Changes a view. */
  @PUT
  @Path("{id}")
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "Change a saved view",
      description = "One's own; managers may change shared ones. Needs the version that was read.")
  @APIResponse(responseCode = "409", description = "Somebody else changed it, or the name is taken")
  public View change(
      @PathParam("id") String id, ViewRequest request, @Context SecurityIdentity identity)
      throws SQLException {
    SavedView old = editable(id, identity);
    Content content = check(request, identity);
    Long version = request.version();
    if (version == null) {
      throw ProblemException.badRequest("version", "be the version that was read");
    }
    try {
      SavedView changed = store.change(old.id(), version, content);
      if (changed == null) {
        throw ProblemException.conflict("Somebody changed the view meanwhile; read it again.");
      }
      return View.of(changed, mayChange(identity, changed));
    } catch (ViewStore.NameTaken e) {
      throw ProblemException.conflict("There is a view of that name already.");
    }
  }

  /** Removes a view. */
  @DELETE
  @Path("{id}")
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "Remove a saved view",
      description = "One's own; managers may remove shared ones.")
  @APIResponse(responseCode = "204", description = "Removed")
  public void delete(@PathParam("id") String id, @Context SecurityIdentity identity)
      throws SQLException {
    store.delete(editable(id, identity).id());
  }

  private static Content check(@Nullable ViewRequest request, SecurityIdentity identity) {
    if (request == null) {
      throw ProblemException.badRequest("body", "be a JSON object");
    }
    var errors = new FieldErrors();
    Content content = request.check(errors);
    errors.throwIfAny();
    if (content.shared() && !identity.hasRole(Roles.RESPONDER)) {
      throw ProblemException.forbidden("Sharing a view needs the role responder.");
    }
    Long project = content.project();
    Caller caller = identity.getAttribute(KeyAuthentication.CALLER);
    if (project != null && caller != null && !caller.mayUseProject(project)) {
      throw ProblemException.forbidden("This key does not see that project.");
    }
    return content;
  }

  private SavedView find(String id, SecurityIdentity identity) throws SQLException {
    SavedView view = null;
    try {
      view = store.find(UUID.fromString(id));
    } catch (IllegalArgumentException notAnId) {
      // No view has such an id.
    }
    if (view == null
        || !(view.content().shared() || view.owner().equals(name(identity)))
        || !sees(identity, view)) {
      throw ProblemException.notFound("view", id);
    }
    return view;
  }

  private SavedView editable(String id, SecurityIdentity identity) throws SQLException {
    SavedView view = find(id, identity);
    if (!mayChange(identity, view)) {
      throw ProblemException.forbidden("Only its owner and managers change a shared view.");
    }
    return view;
  }

  private static boolean sees(SecurityIdentity identity, SavedView view) {
    Caller caller = identity.getAttribute(KeyAuthentication.CALLER);
    Long project = view.content().project();
    return caller == null || project == null || caller.mayUseProject(project);
  }

  private static boolean mayChange(SecurityIdentity identity, SavedView view) {
    return view.owner().equals(name(identity)) || identity.hasRole(Roles.MANAGER);
  }

  private static String name(SecurityIdentity identity) {
    return identity.getPrincipal().getName();
  }
}
