package dev.tocsin.console.account;

import dev.tocsin.access.Roles;
import dev.tocsin.console.runtime.Bcrypt;
import dev.tocsin.problem.FieldErrors;
import dev.tocsin.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The people who may sign in. */
@Path("/auth/users")
@Tag(name = "Accounts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMIN)
public class AccountResource {

  private static final int MAX_NAME = 120;

  private final AccountStore accounts;
  private final Bcrypt bcrypt;
  private final Clock clock;

  AccountResource(AccountStore accounts, Bcrypt bcrypt, Clock clock) {
    this.accounts = accounts;
    this.bcrypt = bcrypt;
    this.clock = clock;
  }

  /** Lists the accounts. */
  @GET
  @Operation(operationId = "listUsers", summary = "All accounts by user name. Role admin.")
  public Page list() {
    return new Page(accounts.all().stream().map(View::of).toList(), null);
  }

  /** Makes an account. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "createUser",
      summary = "Makes an account. Role admin.",
      description =
          "User name: 1 to 64 of a-z, 0-9 and . _ @ + - (stored in lower case). Password: at least"
              + " 12 characters, at most 72 bytes in UTF-8. Role: viewer, responder, manager or"
              + " admin. 400 names every field that breaks a rule, 409 means the name is taken.")
  public Response create(@Nullable NewUser body) {
    if (body == null) {
      throw ProblemException.badRequest("(body)", "be a JSON object");
    }
    String username = Credentials.normalUsername(body.username() == null ? "" : body.username());
    String password = body.password() == null ? "" : body.password();
    String role = body.role() == null ? "" : body.role();
    var errors = new FieldErrors();
    errors.notBlank("name", body.name(), MAX_NAME);
    addRule(errors, "username", Credentials.usernameRule(username));
    addRule(errors, "password", Credentials.passwordRule(password));
    addRule(errors, "role", Credentials.roleRule(role));
    errors.throwIfAny();
    String name = body.name() == null ? username : body.name().strip();
    var account = new Account(UUID.randomUUID(), username, name, role, false, clock.instant());
    if (!accounts.add(account, bcrypt.hash(password))) {
      throw ProblemException.conflict("The user name '" + username + "' is taken.");
    }
    return Response.status(Response.Status.CREATED).entity(View.of(account)).build();
  }

  private static void addRule(FieldErrors errors, String field, @Nullable String rule) {
    if (rule != null) {
      errors.add(field, rule);
    }
  }

  /**
   * A new account.
   *
   * @param username how they sign in
   * @param name what people call them
   * @param password the first password
   * @param role viewer, responder, manager or admin
   */
  public record NewUser(
      @Nullable String username,
      @Nullable String name,
      @Nullable String password,
      @Nullable String role) {}

  /**
   * An account as others see it.
   *
   * @param id never changes
   * @param username how they sign in
   * @param name what people call them
   * @param role what they may do
   * @param disabled true when they may not sign in
   * @param createdAt when it was made
   */
  public record View(
      String id, String username, String name, String role, boolean disabled, Instant createdAt) {
    static View of(Account account) {
      return new View(
          account.id().toString(),
          account.username(),
          account.name(),
          account.role(),
          account.disabled(),
          account.createdAt());
    }
  }

  /**
   * A page of accounts.
   *
   * @param items the accounts
   * @param nextCursor always null: all of them fit
   */
  public record Page(List<View> items, @Nullable String nextCursor) {}
}
