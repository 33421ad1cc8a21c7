package dev.tocsin.incident.oncall;

import dev.tocsin.access.Roles;
import dev.tocsin.incident.sql.Database;
import dev.tocsin.problem.FieldErrors;
import dev.tocsin.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** People who can be woken. */
@Path("/api/v1/people")
@RunOnVirtualThread
@Tag(name = "On call")
public class PersonResource {

  private static final Pattern EMAIL =
      Pattern.compile("[^\\s@<>,;:\"()\\[\\]\\\\\\p{Cntrl}]{1,64}@[A-Za-z0-9.-]{1,190}");

  private final Database database;
  private final PersonStore people;

  PersonResource(Database database, PersonStore people) {
    this.database = database;
    this.people = people;
  }

  /** What is asked for. */
  public record Body(@Nullable String name, @Nullable String email, @Nullable String webhookUrl) {}

  /** A person; contacts are shown to everybody who may sign in. */
  public record View(
      String id, String name, String email, @Nullable String webhookUrl, boolean fallback) {
    static View of(Person person) {
      return new View(
          person.id().toString(),
          person.name(),
          person.email(),
          person.webhookUrl(),
          person.fallback());
    }
  }

  /** All people. */
  public record Slice(List<View> items, @Nullable String nextCursor) {}

  /** Lists people by name. */
  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "List people")
  public Slice list() {
    return new Slice(
        database.transaction(tx -> people.all(tx).stream().map(View::of).toList()), null);
  }

  /** Shows one person. */
  @GET
  @Path("{id}")
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "Show one person")
  public View get(@PathParam("id") String id) {
    UUID known = id(id);
    return shown(id, database.<@Nullable Person>transaction(tx -> people.find(tx, known)));
  }

  /** Adds a person. */
  @POST
  @RolesAllowed(Roles.MANAGER)
  @Operation(summary = "Add a person", description = "name, email, and a webhook as second way.")
  public Response add(@Nullable Body body) {
    Body checked = checked(body);
    Person person =
        database.transaction(
            tx ->
                people.add(
                    tx,
                    String.valueOf(checked.name()),
                    String.valueOf(checked.email()),
                    checked.webhookUrl(),
                    false));
    return Response.created(URI.create("/api/v1/people/" + person.id()))
        .entity(View.of(person))
        .build();
  }

  /** Changes a person. */
  @PUT
  @Path("{id}")
  @RolesAllowed(Roles.MANAGER)
  @Operation(summary = "Change a person", description = "Planned pages use the new addresses.")
  public View change(@PathParam("id") String id, @Nullable Body body) {
    UUID known = id(id);
    Body checked = checked(body);
    return shown(
        id,
        database.<@Nullable Person>transaction(
            tx ->
                people.change(
                    tx,
                    known,
                    String.valueOf(checked.name()),
                    String.valueOf(checked.email()),
                    checked.webhookUrl())));
  }

  private static View shown(String id, @Nullable Person person) {
    if (person == null) {
      throw ProblemException.notFound("person", id);
    }
    return View.of(person);
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw ProblemException.notFound("person", text);
    }
  }

  private static Body checked(@Nullable Body body) {
    Body given = body == null ? new Body(null, null, null) : body;
    String webhook =
        given.webhookUrl() == null || given.webhookUrl().isBlank() ? null : given.webhookUrl();
    new FieldErrors()
        .notBlank("name", given.name(), 100)
        .require(
            "name",
            given.name() == null || given.name().chars().noneMatch(Character::isISOControl),
            "not contain control characters")
        .require(
            "email",
            given.email() != null && EMAIL.matcher(given.email()).matches(),
            "be a mail address")
        .require(
            "webhookUrl", webhook == null || web(webhook), "be an absolute http or https address")
        .throwIfAny();
    return new Body(given.name(), given.email(), webhook);
  }

  private static boolean web(String text) {
    try {
      URI uri = new URI(text);
      return text.length() <= 2048
          && uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
