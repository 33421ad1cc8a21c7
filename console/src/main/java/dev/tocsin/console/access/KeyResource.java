package dev.tocsin.console.access;

import dev.tocsin.access.Roles;
import dev.tocsin.events.AccessChange.KeyKind;
import dev.tocsin.problem.FieldErrors;
import dev.tocsin.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keys of machines. */
@Path("/auth/keys")
@Tag(name = "Keys")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMIN)
public class KeyResource {

  private static final Logger LOG = Logger.getLogger(KeyResource.class);
  private static final int MAX_LABEL = 120;

  private final AccessStore store;
  private final AccessPublisher publisher;
  private final AccessJob mirror;
  private final SecureRandom random;
  private final Clock clock;
  private final SecurityIdentity identity;

  KeyResource(
      AccessStore store,
      AccessPublisher publisher,
      AccessJob mirror,
      SecureRandom random,
      Clock clock,
      SecurityIdentity identity) {
    this.store = store;
    this.publisher = publisher;
    this.mirror = mirror;
    this.random = random;
    this.clock = clock;
    this.identity = identity;
  }

  /** Lists the keys. */
  @GET
  @Operation(
      operationId = "listKeys",
      summary =
          "All keys, oldest first, revoked ones included; never the keys themselves. Role admin.")
  public Page list() {
    return new Page(store.keys().stream().map(View::of).toList(), null);
  }

  /** Makes a key. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "createKey",
      summary = "Makes a key and shows it this once. Role admin.",
      description =
          "Kind api needs a role (viewer, responder, manager, admin); kind ingest needs a project,"
              + " and with sentry=true gets the form that Sentry DSNs need; kind region needs a"
              + " region. Every service knows the key within seconds.")
  public Response create(@Nullable NewKeyBody body) {
    if (body == null) {
      throw ProblemException.badRequest("(body)", "be a JSON object");
    }
    KeyKind kind = check(body);
    boolean sentry = kind == KeyKind.INGEST && Boolean.TRUE.equals(body.sentry());
    String raw = sentry ? RawKey.nextSentry(random) : RawKey.next(kind, random);
    var key =
        new AccessKey(
            UUID.randomUUID().toString(),
            RawKey.sha256(raw),
            kind,
            NewKey.role(kind, body.role()),
            body.projectId(),
            body.region(),
            Objects.requireNonNull(body.label()).strip(),
            clock.instant(),
            identity.getPrincipal().getName(),
            null);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              store.add(key);
              publisher.publish(key.change());
            });
    mirror.refresh();
    LOG.infof("key %s of kind %s made by %s", key.id(), kind, key.createdBy());
    return Response.status(Response.Status.CREATED)
        .header("Cache-Control", "no-store")
        .entity(new Created(View.of(key), raw))
        .build();
  }

  /** Revokes a key. */
  @DELETE
  @Path("/{id}")
  @Operation(
      operationId = "revokeKey",
      summary = "Revokes a key for good; services refuse it within seconds. Role admin.")
  public void revoke(@PathParam("id") String id) {
    Instant now = clock.instant();
    AccessKey revoked =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  AccessKey key = store.revoke(id, now);
                  if (key != null) {
                    publisher.publish(key.change());
                  }
                  return key;
                });
    if (revoked == null) {
      throw ProblemException.notFound("working key", id);
    }
    mirror.refresh();
    LOG.infof("key %s revoked by %s", id, identity.getPrincipal().getName());
  }

  private KeyKind check(NewKeyBody body) {
    var errors = new FieldErrors();
    errors.notBlank("label", body.label(), MAX_LABEL);
    KeyKind kind = NewKey.kind(body.kind());
    if (kind == null) {
      errors.add("kind", "be one of api, ingest, region, service");
    } else {
      add(errors, "role", NewKey.roleRule(kind, NewKey.role(kind, body.role())));
      add(errors, "projectId", NewKey.projectRule(kind, body.projectId()));
      add(errors, "region", NewKey.regionRule(kind, body.region()));
    }
    if (body.projectId() != null && !store.projectExists(body.projectId())) {
      errors.add("projectId", "be the number of a project");
    }
    errors.throwIfAny();
    return Objects.requireNonNull(kind);
  }

  private static void add(FieldErrors errors, String field, @Nullable String rule) {
    if (rule != null) {
      errors.add(field, rule);
    }
  }

  /**
   * A wish for a key.
   *
   * @param label what people call it, 1 to 120 characters
   * @param kind api, ingest, region or service
   * @param role for kind api: viewer, responder, manager or admin
   * @param projectId for kind ingest: the project; otherwise optional
   * @param region for kind region: the region
   * @param sentry for kind ingest: true for the form that Sentry DSNs need
   */
  public record NewKeyBody(
      @Nullable String label,
      @Nullable String kind,
      @Nullable String role,
      @Nullable Long projectId,
      @Nullable String region,
      @Nullable Boolean sentry) {}

  /**
   * A key as people see it.
   *
   * @param id for revoking it
   * @param label what people call it
   * @param kind api, ingest, region or service
   * @param role the role it grants
   * @param projectId the project it is bound to
   * @param region the region it speaks for
   * @param createdAt when it was made
   * @param createdBy who made it; "configuration" for keys from TOCSIN_ACCESS_KEYS
   * @param revokedAt since when it no longer works; null while it does
   */
  public record View(
      String id,
      String label,
      String kind,
      String role,
      @Nullable Long projectId,
      @Nullable String region,
      Instant createdAt,
      String createdBy,
      @Nullable Instant revokedAt) {
    static View of(AccessKey key) {
      return new View(
          key.id(),
          key.label(),
          key.kind().name().toLowerCase(Locale.ROOT),
          key.role(),
          key.projectId(),
          key.region(),
          key.createdAt(),
          key.createdBy(),
          key.revokedAt());
    }
  }

  /**
   * A new key.
   *
   * @param key what will be shown from now on
   * @param secret the key itself, never shown again
   */
  public record Created(View key, String secret) {
    @Override
    public String toString() {
      return "Created[" + key.id() + "]";
    }
  }

  /**
   * A page of keys.
   *
   * @param items the keys
   * @param nextCursor always null: all of them fit
   */
  public record Page(List<View> items, @Nullable String nextCursor) {}
}
