package dev.tocsin.slo.openslo;

import dev.tocsin.access.Roles;
import dev.tocsin.problem.FieldError;
import dev.tocsin.problem.ProblemException;
import dev.tocsin.slo.objective.ObjectiveStore;
import dev.tocsin.slo.objective.ObjectiveStore.Change;
import dev.tocsin.slo.objective.SloDefinition;
import dev.tocsin.slo.objective.VersionedSlo;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.exception.ConstraintViolationException;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Definitions in and out, as OpenSLO v1. */
@Path("/api/v1/slos")
@Tag(name = "Definitions")
public class OpenSloResource {

  private static final String YAML = "application/yaml";

  private final ObjectiveStore store;
  private final TrafficStore traffic;
  private final SecurityIdentity caller;

  OpenSloResource(ObjectiveStore store, TrafficStore traffic, SecurityIdentity caller) {
    this.store = store;
    this.traffic = traffic;
    this.caller = caller;
  }

  /** Takes one or more documents, all of them or none. */
  @POST
  @Consumes({YAML, "application/x-yaml", "text/yaml", MediaType.APPLICATION_JSON})
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.MANAGER)
  @Transactional
  @Operation(
      summary = "Create or change SLOs",
      description =
          "OpenSLO v1, one SLO per document, several documents per upload (at most 100, 256 Ki"
              + " characters). SLI objects in the same upload may be named by indicatorRef. All"
              + " documents are kept or none: every error is reported at once with its line. A"
              + " changed definition becomes a new version, the same again changes nothing. With"
              + " dryRun nothing is kept.")
  @APIResponseSchema(value = Result.class, responseDescription = "Nothing new, or a dry run")
  @APIResponse(
      responseCode = "201",
      description = "At least one SLO is new or changed",
      content = @Content(schema = @Schema(implementation = Result.class)))
  @APIResponse(responseCode = "400", description = "A rule is broken; every error with its line")
  @APIResponse(responseCode = "409", description = "Somebody else changed the same SLO just now")
  public RestResponse<Result> upload(
      byte[] body,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @DefaultValue(YAML) MediaType type,
      @QueryParam("dryRun") @DefaultValue("false") boolean dryRun)
      throws SQLException {
    var upload = OpenSloReader.read(decode(body, type));
    if (!upload.errors().isEmpty()) {
      throw ProblemException.badRequest(
          upload.errors().stream().map(Finding::toFieldError).toList());
    }
    if (upload.slos().isEmpty()) {
      throw ProblemException.badRequest("(body)", "hold at least one document of kind SLO");
    }
    var warnings = new ArrayList<Warning>();
    upload.warnings().stream().map(Finding::toFieldError).map(Warning::of).forEach(warnings::add);
    traffic.warnings(upload.slos()).stream().map(Warning::of).forEach(warnings::add);
    var items = new ArrayList<Item>();
    for (SloDefinition slo : upload.slos()) {
      items.add(dryRun ? preview(slo) : keep(slo));
    }
    boolean changed = items.stream().anyMatch(i -> !i.change().equals("unchanged"));
    var status = changed && !dryRun ? RestResponse.Status.CREATED : RestResponse.Status.OK;
    return RestResponse.status(status, new Result(dryRun, items, warnings));
  }

  private Item keep(SloDefinition slo) {
    try {
      var saved = store.save(slo, caller.getPrincipal().getName());
      return new Item(slo.name(), saved.version(), word(saved.change()));
    } catch (ConstraintViolationException raced) {
      throw ProblemException.conflict(
          "The SLO '" + slo.name() + "' was changed at the same moment. Try again.");
    }
  }

  private Item preview(SloDefinition slo) {
    var present = store.current(slo.name());
    var versions = store.versions(slo.name());
    int last = versions.isEmpty() ? 0 : versions.getFirst().version();
    if (present == null) {
      return new Item(slo.name(), last + 1, word(Change.CREATED));
    }
    return present.slo().equals(slo)
        ? new Item(slo.name(), present.version(), word(Change.UNCHANGED))
        : new Item(slo.name(), last + 1, word(Change.UPDATED));
  }

  private static String word(Change change) {
    return switch (change) {
      case CREATED -> "created";
      case UPDATED -> "updated";
      case UNCHANGED -> "unchanged";
    };
  }

  /** The definition, written from what is kept. */
  @GET
  @Path("/{name}/openslo")
  @Produces(YAML)
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "An SLO as OpenSLO v1",
      description = "Uploading the answer again changes nothing. Comments are not kept.")
  @APIResponse(responseCode = "200", description = "One YAML document")
  @APIResponse(responseCode = "404", description = "There is no such SLO")
  public String openslo(
      @PathParam("name") String name, @QueryParam("version") @Nullable Integer version) {
    return store.versions(name).stream()
        .filter(v -> version == null ? isCurrent(v) : v.version() == version)
        .findFirst()
        .map(v -> OpenSloWriter.write(v.slo()))
        .orElseThrow(() -> ProblemException.notFound("SLO", name));
  }

  private boolean isCurrent(VersionedSlo candidate) {
    var current = store.current(candidate.slo().name());
    return current != null && current.version() == candidate.version();
  }

  /** Every version. */
  @GET
  @Path("/{name}/versions")
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "Versions of an SLO, the newest first",
      description = "Also of one that was removed; read one by openslo?version=")
  @APIResponseSchema(value = Versions.class, responseDescription = "The versions")
  @APIResponse(responseCode = "404", description = "There never was such an SLO")
  public Versions versions(@PathParam("name") String name) {
    var versions = store.versions(name);
    if (versions.isEmpty()) {
      throw ProblemException.notFound("SLO", name);
    }
    return new Versions(
        versions.stream()
            .map(
                v ->
                    new Version(
                        v.version(),
                        v.slo().objective().toString(),
                        v.slo().windowDays(),
                        v.slo().monitor(),
                        v.createdAt().toString(),
                        v.createdBy()))
            .toList(),
        null);
  }

  /** Ends an SLO. */
  @DELETE
  @Path("/{name}")
  @RolesAllowed(Roles.MANAGER)
  @Operation(
      summary = "Remove an SLO",
      description =
          "Its page, if on, resolves within seconds. Versions and the monitor's counts stay.")
  @APIResponse(responseCode = "204", description = "Removed")
  @APIResponse(responseCode = "404", description = "There is no such SLO")
  public void remove(@PathParam("name") String name) {
    if (!store.remove(name)) {
      throw ProblemException.notFound("SLO", name);
    }
  }

  private static String decode(byte[] body, MediaType type) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      // JSON is YAML but for tabs, which JSON allows between tokens and nowhere else.
      return type.isCompatible(MediaType.APPLICATION_JSON_TYPE) ? text.replace('\t', ' ') : text;
    } catch (CharacterCodingException broken) {
      throw ProblemException.badRequest("(body)", "be text in UTF-8");
    }
  }

  /**
   * What an upload did.
   *
   * @param dryRun true when nothing was kept
   * @param items one per SLO
   * @param warnings what is allowed but worth knowing
   */
  public record Result(boolean dryRun, List<Item> items, List<Warning> warnings) {}

  /**
   * What happened to one SLO.
   *
   * @param name its name
   * @param version the version that is current now, or would be
   * @param change created, updated or unchanged
   */
  public record Item(String name, int version, String change) {}

  /**
   * A warning.
   *
   * @param field where
   * @param text what follows from it
   */
  public record Warning(String field, String text) {
    static Warning of(FieldError finding) {
      return new Warning(finding.field(), finding.rule());
    }
  }

  /**
   * Versions of one SLO.
   *
   * @param items the newest first
   * @param nextCursor always null: there is one page
   */
  public record Versions(List<Version> items, @Nullable String nextCursor) {}

  /**
   * One version.
   *
   * @param version counted from 1
   * @param objective decimal text
   * @param windowDays days of the rolling window
   * @param monitor id or name
   * @param createdAt when it came
   * @param createdBy who brought it
   */
  public record Version(
      int version,
      String objective,
      int windowDays,
      String monitor,
      String createdAt,
      String createdBy) {}
}
