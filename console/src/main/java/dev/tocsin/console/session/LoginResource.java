package dev.tocsin.console.session;

import dev.tocsin.access.Roles;
import dev.tocsin.console.account.Account;
import dev.tocsin.console.account.AccountStore;
import dev.tocsin.console.account.Credentials;
import dev.tocsin.console.runtime.Bcrypt;
import dev.tocsin.problem.FieldErrors;
import dev.tocsin.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.event.Event;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Signing in and out. */
@Path("/auth")
@Tag(name = "Sessions")
@Produces(MediaType.APPLICATION_JSON)
public class LoginResource {

  private static final Logger LOG = Logger.getLogger(LoginResource.class);
  private static final int MAX_FIELD = 256;
  private static final int MAX_USER_AGENT = 200;
  private static final int CHECKS_AT_ONCE = 2;
  private static final int CHECKS_WAITING = 6;
  private static final Duration CHECK_WAIT = Duration.ofSeconds(5);

  private final AccountStore accounts;
  private final SessionStore sessions;
  private final LoginLimiter limiter;
  private final SessionRule rule;
  private final SessionCookie cookie;
  private final Bcrypt bcrypt;
  private final SecureRandom random;
  private final Clock clock;
  private final SecurityIdentity identity;
  private final Event<SessionEnded> ended;
  private final MeterRegistry meters;
  private final String nobodysHash;

  /** Password checks are the dearest thing a stranger can ask for: few run at once. */
  private final Semaphore checks = new Semaphore(CHECKS_AT_ONCE, true);

  LoginResource(
      AccountStore accounts,
      SessionStore sessions,
      LoginLimiter limiter,
      SessionRule rule,
      SessionCookie cookie,
      Bcrypt bcrypt,
      SecureRandom random,
      Clock clock,
      SecurityIdentity identity,
      Event<SessionEnded> ended,
      MeterRegistry meters) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.limiter = limiter;
    this.rule = rule;
    this.cookie = cookie;
    this.bcrypt = bcrypt;
    this.random = random;
    this.clock = clock;
    this.identity = identity;
    this.ended = ended;
    this.meters = meters;
    this.nobodysHash = bcrypt.hash(SessionSecret.next(random));
  }

  /** Signs in. */
  @POST
  @Path("/login")
  @PermitAll
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "login",
      summary = "Signs in with user name and password and sets the session cookie.",
      description =
          "Needs the header X-Console-Csrf and a Sec-Fetch-Site of same-origin, or an Origin that is"
              + " ours (403 otherwise). A wrong user name and a wrong password give the same 401"
              + " after the same time. 5 attempts per account and address in 5 minutes, 30 per"
              + " address, then 429 with Retry-After.")
  public Response login(@Nullable Login body, @Context RoutingContext http) {
    var errors = new FieldErrors();
    String typedName = body == null || body.username() == null ? "" : body.username();
    String password = body == null || body.password() == null ? "" : body.password();
    errors.notBlank("username", typedName, MAX_FIELD);
    errors.require(
        "password",
        !password.isEmpty() && password.length() <= MAX_FIELD,
        "have 1 to " + MAX_FIELD + " characters");
    errors.throwIfAny();

    String username = Credentials.normalUsername(typedName);
    String address = http.request().remoteAddress().hostAddress();
    Instant now = clock.instant();
    Duration wait = limiter.attempt(username, address, now);
    if (!wait.isZero()) {
      count("limited");
      LOG.warnf("sign-in refused: too many attempts, address %s", address);
      throw ProblemException.tooMany("Too many sign-in attempts. Wait, then try again.", wait);
    }
    Account account = check(username, password);
    if (account == null) {
      count("refused");
      LOG.infof("sign-in refused: wrong user name or password, address %s", address);
      throw ProblemException.unauthorized("User name or password is wrong.");
    }
    limiter.succeeded(username, address);
    count("accepted");
    endCurrent();
    String secret = SessionSecret.next(random);
    var session = new Session(UUID.randomUUID(), account.id(), now, now, address, userAgent(http));
    sessions.add(session, SessionSecret.sha256(secret));
    LOG.infof("signed in: %s, session %s, address %s", username, session.id(), address);
    return Response.ok(View.of(account, session, rule))
        .header(HttpHeaders.SET_COOKIE, cookie.set(secret, rule.absolute()))
        .build();
  }

  /** Signs out. */
  @POST
  @Path("/logout")
  @Authenticated
  @Operation(
      operationId = "logout",
      summary = "Ends this session at once, its live streams included, and removes the cookie.")
  public Response logout() {
    endCurrent();
    return Response.noContent().header(HttpHeaders.SET_COOKIE, cookie.clear()).build();
  }

  /** Says who is signed in. */
  @GET
  @Path("/session")
  @Authenticated
  @Operation(
      operationId = "session",
      summary = "Who is signed in, what they may do and when the session ends; 401 when nobody is.")
  public View session() {
    SignedIn signedIn = identity.getAttribute(SignedIn.ATTRIBUTE);
    if (signedIn == null) {
      throw ProblemException.forbidden("A key has no session.");
    }
    return View.of(signedIn.account(), signedIn.session(), rule);
  }

  /** One bcrypt check whether or not there is such an account, so that the time says nothing. */
  private @Nullable Account check(String username, String password) {
    AccountStore.WithHash found = accounts.byUsername(username);
    boolean matches;
    acquireCheck();
    try {
      matches = bcrypt.matches(password, found == null ? nobodysHash : found.passwordHash());
    } finally {
      checks.release();
    }
    return found != null && matches && !found.account().disabled() ? found.account() : null;
  }

  private void acquireCheck() {
    try {
      // Those who wait hold a worker thread: most of them stay free for people who are signed in.
      if (checks.getQueueLength() < CHECKS_WAITING
          && checks.tryAcquire(CHECK_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw ProblemException.unavailable("Too many people sign in at this moment.", CHECK_WAIT);
  }

  private void endCurrent() {
    SignedIn signedIn = identity.getAttribute(SignedIn.ATTRIBUTE);
    if (signedIn != null) {
      sessions.delete(signedIn.session().id(), signedIn.account().id());
      ended.fire(new SessionEnded(signedIn.session().id()));
    }
  }

  private void count(String outcome) {
    meters.counter("tocsin.console.logins", "outcome", outcome).increment();
  }

  private static String userAgent(RoutingContext http) {
    String agent = Objects.requireNonNullElse(http.request().getHeader("User-Agent"), "");
    String clean = agent.replaceAll("\\p{Cntrl}", " ");
    return clean.length() <= MAX_USER_AGENT ? clean : clean.substring(0, MAX_USER_AGENT);
  }

  /**
   * What somebody types.
   *
   * @param username their user name
   * @param password their password
   */
  public record Login(@Nullable String username, @Nullable String password) {
    @Override
    public String toString() {
      return "Login[username=" + username + "]";
    }
  }

  /**
   * Who is signed in.
   *
   * @param user the person
   * @param roles everything their role includes
   * @param expiresAt when the session ends if no further request comes
   */
  public record View(User user, List<String> roles, Instant expiresAt) {
    static View of(Account account, Session session, SessionRule rule) {
      return new View(
          new User(account.username(), account.name()),
          Roles.implied(account.role()).stream().sorted().toList(),
          rule.expiresAt(session));
    }
  }

  /**
   * A person.
   *
   * @param username how they sign in
   * @param name what people call them
   */
  public record User(String username, String name) {}
}
