package dev.tocsin.console.access;

import dev.tocsin.access.Roles;
import dev.tocsin.events.AccessChange;
import dev.tocsin.problem.FieldErrors;
import dev.tocsin.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Projects: what logs and exceptions belong to. */
@Path("/auth/projects")
@Tag(name = "Projects")
@Produces(MediaType.APPLICATION_JSON)
public class ProjectResource {

  private static final int MAX_NAME = 120;

  private final AccessStore store;
  private final AccessPublisher publisher;

  ProjectResource(AccessStore store, AccessPublisher publisher) {
    this.store = store;
    this.publisher = publisher;
  }

  /** Lists them. */
  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(operationId = "listProjects", summary = "All projects by number. Role viewer.")
  public Page list() {
    return new Page(store.projects().stream().map(View::of).toList(), null);
  }

  /** Makes one. */
  @POST
  @RolesAllowed(Roles.ADMIN)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "createProject",
      summary = "Makes a project; its number is what Sentry DSNs end with. Role admin.",
      description = "409 when the short name is taken.")
  public Response create(@Nullable NewProject body) {
    if (body == null) {
      throw ProblemException.badRequest("(body)", "be a JSON object");
    }
    String slug = body.slug() == null ? "" : body.slug();
    var errors = new FieldErrors();
    errors.require("slug", slug.matches("[a-z0-9][a-z0-9-]{0,49}"), "be 1 to 50 of a-z, 0-9 and -");
    errors.notBlank("name", body.name(), MAX_NAME);
    errors.throwIfAny();
    String name = Objects.requireNonNull(body.name()).strip();
    AccessChange.Project made =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  AccessChange.Project project = store.addProject(slug, name);
                  if (project != null) {
                    publisher.publish(project);
                  }
                  return project;
                });
    if (made == null) {
      throw ProblemException.conflict("The short name '" + slug + "' is taken.");
    }
    return Response.status(Response.Status.CREATED).entity(View.of(made)).build();
  }

  /**
   * A wish for a project.
   *
   * @param slug short name, 1 to 50 of a-z, 0-9 and -
   * @param name what people call it, 1 to 120 characters
   */
  public record NewProject(@Nullable String slug, @Nullable String name) {}

  /**
   * A project.
   *
   * @param id its number
   * @param slug short name
   * @param name what people call it
   * @param removed true when it takes nothing in any more
   */
  public record View(String id, String slug, String name, boolean removed) {
    static View of(AccessChange.Project project) {
      return new View(
          Long.toString(project.id()), project.slug(), project.name(), project.removed());
    }
  }

  /**
   * A page of projects.
   *
   * @param items the projects
   * @param nextCursor always null: all of them fit
   */
  public record Page(List<View> items, @Nullable String nextCursor) {}
}
