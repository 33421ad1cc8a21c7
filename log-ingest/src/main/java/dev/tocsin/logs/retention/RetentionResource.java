package dev.tocsin.logs.retention;

import dev.tocsin.access.Caller;
import dev.tocsin.access.KeyAuthentication;
import dev.tocsin.access.Roles;
import dev.tocsin.problem.FieldErrors;
import dev.tocsin.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Who keeps what for how long. */
@Path("/api/v1/retention")
@Tag(name = "retention")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RetentionResource {

  private static final Logger LOG = Logger.getLogger(RetentionResource.class);

  /**
   * A policy.
   *
   * @param id of the policy; null for the default
   * @param project project number, or null for all
   * @param service exact service name, or null for all
   * @param level trace, debug, info, warn, error, fatal, unknown, or null for all
   * @param maxAge such as 14d, by event time; null means as long as the default
   * @param maxBytes most bytes, oldest go first; null means any
   * @param changedBy who set it; null for the default
   * @param changedAt when; null for the default
   */
  @Schema(name = "RetentionPolicy")
  public record PolicyView(
      @Nullable String id,
      @Nullable String project,
      @Nullable String service,
      @Nullable String level,
      @Nullable String maxAge,
      @Nullable Long maxBytes,
      @Nullable String changedBy,
      @Nullable Instant changedAt) {

    static PolicyView of(RetentionPolicy policy) {
      Long project = policy.project();
      var age = policy.maxAge();
      return new PolicyView(
          Long.toString(policy.id()),
          project == null ? null : project.toString(),
          policy.service(),
          Proposal.label(policy.level()),
          age == null ? null : Span.write(age),
          policy.maxBytes(),
          policy.changedBy(),
          policy.changedAt());
    }
  }

  /**
   * All policies.
   *
   * @param items the most specific one first; the first that fits a row decides about it
   * @param fallback what holds for rows that no policy fits
   * @param nextCursor always null
   */
  @Schema(name = "RetentionPolicies")
  public record Policies(
      List<PolicyView> items, PolicyView fallback, @Nullable String nextCursor) {}

  /**
   * A policy to set; the one for the same project, service and level is replaced.
   *
   * @param project project number, or none for all
   * @param service exact service name, or none for all
   * @param level trace, debug, info, warn, error, fatal, unknown, or none for all
   * @param maxAge such as 36h, 14d, 8w
   * @param maxBytes most bytes, at least 1048576
   */
  @Schema(name = "RetentionChange")
  public record Change(
      @Nullable Long project,
      @Nullable String service,
      @Nullable String level,
      @Nullable String maxAge,
      @Nullable Long maxBytes) {}

  private final PolicyStore policies;
  private final RetentionConfig config;

  /** A door to the policies. */
  @Inject
  public RetentionResource(PolicyStore policies, RetentionConfig config) {
    this.policies = policies;
    this.config = config;
  }

  /** All policies the caller may see. */
  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "List retention policies",
      description = "The most specific first. The first one that fits a row decides about it.")
  public Policies list(@Context SecurityIdentity identity) throws SQLException {
    Caller caller = identity.getAttribute(KeyAuthentication.CALLER);
    var items =
        RetentionRules.ordered(policies.all()).stream()
            .filter(policy -> visible(caller, policy))
            .map(PolicyView::of)
            .toList();
    var fallback =
        new PolicyView(null, null, null, null, Span.write(config.maxAge()), null, null, null);
    return new Policies(items, fallback, null);
  }

  /** Sets one policy. */
  @PUT
  @RolesAllowed(Roles.MANAGER)
  @Operation(
      summary = "Set a retention policy",
      description =
          "Replaces the policy for the same project, service and level. Holds from the next minute"
              + " on; rows that are past their time then are removed for good.")
  @APIResponse(responseCode = "400", description = "A field breaks a rule; all are named")
  public PolicyView put(Change change, @Context SecurityIdentity identity) throws SQLException {
    if (change == null) {
      throw ProblemException.badRequest("body", "be a JSON object");
    }
    var errors = new FieldErrors();
    var wanted = Proposal.of(change, errors);
    errors.require(
        "maxAge", wanted.maxAge() != null || wanted.maxBytes() != null, "be given, or maxBytes");
    errors.throwIfAny();
    Caller caller = identity.getAttribute(KeyAuthentication.CALLER);
    mayChange(caller, wanted.project());
    if (policies.all().size() >= PolicyStore.MOST) {
      throw ProblemException.conflict("There are " + PolicyStore.MOST + " policies already.");
    }
    String who = identity.getPrincipal().getName();
    var set =
        policies.put(
            wanted.project(),
            wanted.service(),
            wanted.level(),
            wanted.maxAge(),
            wanted.maxBytes(),
            who);
    LOG.infof("retention policy %d set by %s: %s", set.id(), who, set);
    return PolicyView.of(set);
  }

  /** Removes one policy. */
  @DELETE
  @Path("{id}")
  @RolesAllowed(Roles.MANAGER)
  @Operation(
      summary = "Remove a retention policy",
      description = "The next less specific policy, or the default, takes its place.")
  @APIResponse(responseCode = "204", description = "Removed")
  @APIResponse(responseCode = "404", description = "There is none of that id")
  public void delete(@PathParam("id") String id, @Context SecurityIdentity identity)
      throws SQLException {
    Caller caller = identity.getAttribute(KeyAuthentication.CALLER);
    var policy =
        policies.all().stream()
            .filter(one -> Long.toString(one.id()).equals(id) && visible(caller, one))
            .findFirst()
            .orElseThrow(() -> ProblemException.notFound("retention policy", id));
    mayChange(caller, policy.project());
    policies.delete(policy.id());
    LOG.infof("retention policy %s removed by %s", id, identity.getPrincipal().getName());
  }

  private static boolean visible(@Nullable Caller caller, RetentionPolicy policy) {
    Long project = policy.project();
    return caller == null || project == null || caller.mayUseProject(project);
  }

  private static void mayChange(@Nullable Caller caller, @Nullable Long project) {
    Long bound = caller == null ? null : caller.projectId();
    if (bound != null && !bound.equals(project)) {
      throw ProblemException.forbidden("This key does not manage that project.");
    }
  }
}
