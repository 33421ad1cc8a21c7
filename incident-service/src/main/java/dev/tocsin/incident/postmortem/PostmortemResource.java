package dev.tocsin.incident.postmortem;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.access.Roles;
import dev.tocsin.incident.incident.Actor;
import dev.tocsin.incident.incident.IncidentId;
import dev.tocsin.problem.FieldErrors;
import dev.tocsin.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Postmortems: edited as Markdown, published through a gate. */
@Path("/api/v1")
@RunOnVirtualThread
@Tag(name = "Postmortems")
public class PostmortemResource {

  private static final int MAX_MARKDOWN = 500_000;
  private static final int MAX_LIMIT = 200;

  private final PostmortemStore postmortems;
  private final SecurityIdentity identity;

  PostmortemResource(PostmortemStore postmortems, SecurityIdentity identity) {
    this.postmortems = postmortems;
    this.identity = identity;
  }

  /** A postmortem in a list. */
  public record Summary(
      String id,
      String incidentId,
      long incidentNumber,
      String title,
      String state,
      long version,
      Instant updatedAt,
      String updatedBy,
      @Nullable Instant publishedAt,
      @Nullable String publishedBy) {
    static Summary of(Postmortem postmortem) {
      return new Summary(
          postmortem.id().toString(),
          postmortem.incidentId().toString(),
          postmortem.incidentNumber(),
          postmortem.title(),
          postmortem.state().word(),
          postmortem.version(),
          postmortem.updatedAt(),
          postmortem.updatedBy(),
          postmortem.publishedAt(),
          postmortem.publishedBy());
    }
  }

  /** A postmortem with its text. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record View(
      String id,
      String incidentId,
      long incidentNumber,
      String title,
      String state,
      String markdown,
      long version,
      Instant createdAt,
      String createdBy,
      Instant updatedAt,
      String updatedBy,
      @Nullable Instant publishedAt,
      @Nullable String publishedBy) {
    static View of(Postmortem postmortem) {
      return new View(
          postmortem.id().toString(),
          postmortem.incidentId().toString(),
          postmortem.incidentNumber(),
          postmortem.title(),
          postmortem.state().word(),
          postmortem.markdown(),
          postmortem.version(),
          postmortem.createdAt(),
          postmortem.createdBy(),
          postmortem.updatedAt(),
          postmortem.updatedBy(),
          postmortem.publishedAt(),
          postmortem.publishedBy());
    }
  }

  /** The changed text and the version it is based on. */
  public record Change(@Nullable String markdown, @Nullable Long version) {}

  /** Markdown to look at. */
  public record Text(@Nullable String markdown) {}

  /** HTML that is safe to show. */
  public record Html(String html) {}

  /** A list. */
  public record Slice(List<Summary> items, @Nullable String nextCursor) {}

  /** Lists postmortems. */
  @GET
  @Path("postmortems")
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "List postmortems", description = "Newest incident first; limit 1 to 200.")
  public Slice list(@QueryParam("limit") @DefaultValue("50") int limit) {
    new FieldErrors().range("limit", limit, 1, MAX_LIMIT).throwIfAny();
    return new Slice(postmortems.list(limit).stream().map(Summary::of).toList(), null);
  }

  /** Shows a postmortem. */
  @GET
  @Path("postmortems/{id}")
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "Show a postmortem")
  public View get(@PathParam("id") String id) {
    return View.of(found(id));
  }

  /** Changes a draft. */
  @PUT
  @Path("postmortems/{id}")
  @RolesAllowed(Roles.RESPONDER)
  @Operation(
      summary = "Change a draft",
      description = "409 when it was changed since the given version, or is published.")
  public View change(@PathParam("id") String id, @Nullable Change change) {
    UUID known = found(id).id();
    String markdown = change == null ? null : change.markdown();
    Long version = change == null ? null : change.version();
    checked(markdown)
        .require("version", version != null, "be the version that the change is based on")
        .throwIfAny();
    return View.of(
        postmortems.change(
            known, String.valueOf(markdown), version == null ? -1 : version, actor()));
  }

  /** Publishes a draft. */
  @POST
  @Path("postmortems/{id}/publish")
  @RolesAllowed(Roles.RESPONDER)
  @Operation(
      summary = "Publish a postmortem",
      description = "409 while its summary is empty. Twice is once.")
  public View publish(@PathParam("id") String id) {
    return View.of(postmortems.publish(found(id).id(), actor()));
  }

  /** Renders a postmortem. */
  @GET
  @Path("postmortems/{id}/html")
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "Show a postmortem as HTML", description = "Sanitised: safe to embed.")
  public Html html(@PathParam("id") String id) {
    return new Html(MarkdownPage.html(found(id).markdown()));
  }

  /** Renders any text. */
  @POST
  @Path("preview")
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "Preview Markdown as HTML", description = "Stores nothing.")
  public Html preview(@Nullable Text text) {
    String markdown = text == null ? null : text.markdown();
    checked(markdown).throwIfAny();
    return new Html(MarkdownPage.html(String.valueOf(markdown)));
  }

  private static FieldErrors checked(@Nullable String markdown) {
    return new FieldErrors()
        .require(
            "markdown",
            markdown != null && markdown.length() <= MAX_MARKDOWN && markdown.indexOf('\0') < 0,
            "be a text of at most 500000 characters without NUL");
  }

  private Postmortem found(String id) {
    Postmortem postmortem = postmortems.find(IncidentId.parse("postmortem", id));
    if (postmortem == null) {
      throw ProblemException.notFound("postmortem", id);
    }
    return postmortem;
  }

  private Actor actor() {
    return new Actor(identity.getPrincipal().getName(), "api");
  }
}
