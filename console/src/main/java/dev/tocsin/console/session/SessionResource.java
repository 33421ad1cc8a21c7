package dev.tocsin.console.session;

import dev.tocsin.problem.ProblemException;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.event.Event;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A person's own sessions, one per signed-in browser. */
@Path("/auth/sessions")
@Tag(name = "Sessions")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class SessionResource {

  private final SessionStore sessions;
  private final SessionRule rule;
  private final Clock clock;
  private final SecurityIdentity identity;
  private final Event<SessionEnded> ended;

  SessionResource(
      SessionStore sessions,
      SessionRule rule,
      Clock clock,
      SecurityIdentity identity,
      Event<SessionEnded> ended) {
    this.sessions = sessions;
    this.rule = rule;
    this.clock = clock;
    this.identity = identity;
    this.ended = ended;
  }

  /** Lists them. */
  @GET
  @Operation(operationId = "listSessions", summary = "Your running sessions, newest use first.")
  public Page list() {
    SignedIn me = me();
    Instant now = clock.instant();
    return new Page(
        sessions.ofAccount(me.account().id()).stream()
            .filter(s -> rule.decide(s, now) instanceof SessionRule.Decision.Alive)
            .map(s -> View.of(s, rule.expiresAt(s), s.id().equals(me.session().id())))
            .toList(),
        null);
  }

  /** Ends one of them. */
  @DELETE
  @Path("/{id}")
  @Operation(
      operationId = "endSession",
      summary = "Ends one of your sessions at once; 404 when it is not yours or already over.")
  public void end(@PathParam("id") String id) {
    UUID sessionId = parse(id);
    if (sessionId == null || !sessions.delete(sessionId, me().account().id())) {
      throw ProblemException.notFound("session", id);
    }
    ended.fire(new SessionEnded(sessionId));
  }

  /** Ends all the others. */
  @DELETE
  @Operation(operationId = "endOtherSessions", summary = "Ends all your sessions but this one.")
  public void endOthers() {
    SignedIn me = me();
    for (UUID id : sessions.deleteOthers(me.account().id(), me.session().id())) {
      ended.fire(new SessionEnded(id));
    }
  }

  private SignedIn me() {
    SignedIn signedIn = identity.getAttribute(SignedIn.ATTRIBUTE);
    if (signedIn == null) {
      throw ProblemException.forbidden("A key has no sessions.");
    }
    return signedIn;
  }

  private static @Nullable UUID parse(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * A session as its owner sees it.
   *
   * @param id for ending it
   * @param createdAt when they signed in
   * @param lastSeenAt the last request, to the minute
   * @param expiresAt when it ends if no further request comes
   * @param address where the sign-in came from
   * @param userAgent what the browser called itself
   * @param current true for the session of this request
   */
  public record View(
      String id,
      Instant createdAt,
      Instant lastSeenAt,
      Instant expiresAt,
      String address,
      String userAgent,
      boolean current) {
    static View of(Session session, Instant expiresAt, boolean current) {
      return new View(
          session.id().toString(),
          session.createdAt(),
          session.lastSeenAt(),
          expiresAt,
          session.address(),
          session.userAgent(),
          current);
    }
  }

  /**
   * A page of sessions.
   *
   * @param items the sessions
   * @param nextCursor always null: all of them fit
   */
  public record Page(List<View> items, @Nullable String nextCursor) {}
}
