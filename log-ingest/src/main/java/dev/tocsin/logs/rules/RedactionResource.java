package dev.tocsin.logs.rules;

import dev.tocsin.access.KeyAuthentication;
import dev.tocsin.access.Roles;
import dev.tocsin.logs.redaction.BuiltIn;
import dev.tocsin.logs.redaction.ProjectRules;
import dev.tocsin.logs.redaction.ProjectRules.Own;
import dev.tocsin.logs.request.Asked;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What is replaced in a project's logs before they leave the process. */
@Path("/api/v1/redaction")
@Tag(name = "redaction")
@Produces(MediaType.APPLICATION_JSON)
public class RedactionResource {

  private static final Logger LOG = Logger.getLogger("dev.tocsin.logs.audit");
  private static final int MAX_RULES = 50;

  /**
   * A project's rules.
   *
   * @param project whose
   * @param builtIn rules that every project has
   * @param rules rules of its own, in the order they are applied
   */
  @Schema(name = "RedactionRules")
  public record View(String project, List<BuiltInView> builtIn, List<RuleView> rules) {}

  /**
   * A built-in rule.
   *
   * @param rule its name, also in metrics and replacements
   * @param meaning what it finds
   * @param enabled whether it is applied
   * @param byDefault whether it is applied where nobody switched it
   */
  @Schema(name = "BuiltInRule")
  public record BuiltInView(String rule, String meaning, boolean enabled, boolean byDefault) {}

  /**
   * A rule of a project.
   *
   * @param name its name
   * @param target "text" or "attribute"
   * @param pattern RE2 expression
   * @param replacement what stands for what was found
   * @param enabled whether it is applied
   * @param updatedAt when it was last changed
   * @param updatedBy by whom
   */
  @Schema(name = "RedactionRule")
  public record RuleView(
      String name,
      String target,
      String pattern,
      String replacement,
      boolean enabled,
      Instant updatedAt,
      String updatedBy) {}

  /**
   * A new or changed rule.
   *
   * @param target "text" (default): found in every text; "attribute": whole values by name
   * @param pattern RE2 expression, at most 512 characters
   * @param replacement at most 100 characters; default [redacted:name]
   * @param enabled default true
   */
  @Schema(name = "RedactionRuleBody")
  public record RuleBody(
      @Nullable String target,
      @Nullable String pattern,
      @Nullable String replacement,
      @Nullable Boolean enabled) {}

  /**
   * A switch.
   *
   * @param enabled whether the rule is applied
   */
  @Schema(name = "RedactionSwitch")
  public record SwitchBody(boolean enabled) {}

  private final RuleStore store;
  private final RuleJob rules;
  private final Clock clock;

  @Inject
  RedactionResource(RuleStore store, RuleJob rules, Clock clock) {
    this.store = store;
    this.rules = rules;
    this.clock = clock;
  }

  /** The rules. */
  @GET
  @Path("rules")
  @RolesAllowed(Roles.MANAGER)
  @Operation(summary = "List a project's redaction rules")
  public View list(
      @Parameter(description = "The project; may be missing with a key of one project")
          @QueryParam("project")
          @Nullable String project,
      @Context SecurityIdentity identity)
      throws SQLException {
    var asked = asked(identity);
    long id = asked.oneProject(project);
    asked.throwIfAny();
    return view(id);
  }

  /** Adds or changes a rule. */
  @PUT
  @Path("rules/{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.MANAGER)
  @Operation(
      summary = "Add or change a redaction rule",
      description =
          "RE2 syntax: no look-around and no back references, time linear in the text. All"
              + " replicas follow within five seconds. Try it with dry-run first.")
  public View put(
      @PathParam("name") String name,
      @QueryParam("project") @Nullable String project,
      RuleBody body,
      @Context SecurityIdentity identity)
      throws SQLException {
    var asked = asked(identity);
    long id = asked.oneProject(project);
    Own rule = rule(name, body, asked.errors());
    boolean fits =
        store.rules(id).stream().filter(kept -> !kept.rule().name().equals(name)).count()
            < MAX_RULES;
    asked.errors().require("name", fits, "not be one more than " + MAX_RULES + " rules");
    asked.throwIfAny();
    boolean enabled = !Boolean.FALSE.equals(body.enabled());
    store.put(id, rule, enabled, clock.instant(), asked.who());
    LOG.infof("%s set redaction rule %s of project %d: %s", asked.who(), name, id, rule);
    rules.refresh();
    return view(id);
  }

  /** Removes a rule. */
  @DELETE
  @Path("rules/{name}")
  @RolesAllowed(Roles.MANAGER)
  @Operation(summary = "Remove a redaction rule")
  public View delete(
      @PathParam("name") String name,
      @QueryParam("project") @Nullable String project,
      @Context SecurityIdentity identity)
      throws SQLException {
    var asked = asked(identity);
    long id = asked.oneProject(project);
    asked.throwIfAny();
    if (!store.delete(id, name)) {
      throw ProblemException.notFound("redaction rule", name);
    }
    LOG.infof("%s removed redaction rule %s of project %d", asked.who(), name, id);
    rules.refresh();
    return view(id);
  }

  /** Switches a built-in rule. */
  @PUT
  @Path("built-in/{rule}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.MANAGER)
  @Operation(
      summary = "Switch a built-in rule for a project",
      description = "Switching off one that is on by default takes an administrator.")
  public View turn(
      @PathParam("rule") String name,
      @QueryParam("project") @Nullable String project,
      SwitchBody body,
      @Context SecurityIdentity identity)
      throws SQLException {
    var asked = asked(identity);
    long id = asked.oneProject(project);
    asked.throwIfAny();
    BuiltIn rule = BuiltIn.ofLabel(name);
    if (rule == null) {
      throw ProblemException.notFound("built-in rule", name);
    }
    if (!body.enabled() && ProjectRules.onByDefault(rule) && !identity.hasRole(Roles.ADMIN)) {
      throw ProblemException.forbidden("Switching off a built-in rule takes an administrator.");
    }
    store.turn(id, rule.label(), body.enabled(), clock.instant(), asked.who());
    LOG.infof(
        "%s switched built-in redaction rule %s of project %d %s",
        asked.who(), rule.label(), id, body.enabled() ? "on" : "off");
    rules.refresh();
    return view(id);
  }

  /** Reads a rule; what is wrong goes to {@code errors}. */
  static Own rule(String name, RuleBody body, FieldErrors errors) {
    errors.require(
        "name",
        name.matches("[a-z0-9][a-z0-9_-]{0,39}") && BuiltIn.ofLabel(name) == null,
        "be 1 to 40 of a-z 0-9 _ - and no built-in rule's name");
    String target = body.target() == null ? "text" : body.target();
    errors.require(
        "target", target.equals("text") || target.equals("attribute"), "be text or attribute");
    String replacement =
        body.replacement() == null ? "[redacted:" + name + "]" : body.replacement();
    var rule = new Own(name, target, body.pattern() == null ? "" : body.pattern(), replacement);
    new ProjectRules(Map.of(), List.of(rule)).compile((label, times) -> {}, errors);
    return rule;
  }

  private View view(long project) throws SQLException {
    var switches = store.switches(project).getOrDefault(project, Map.of());
    var wanted = new ProjectRules(switches, List.of());
    return new View(
        Long.toString(project),
        Arrays.stream(BuiltIn.values())
            .map(
                rule ->
                    new BuiltInView(
                        rule.label(),
                        rule.meaning(),
                        wanted.on(rule),
                        ProjectRules.onByDefault(rule)))
            .toList(),
        store.rules(project).stream().map(RedactionResource::view).toList());
  }

  private static RuleView view(RuleStore.Kept kept) {
    return new RuleView(
        kept.rule().name(),
        kept.rule().target(),
        kept.rule().pattern(),
        kept.rule().replacement(),
        kept.enabled(),
        kept.updatedAt(),
        kept.updatedBy());
  }

  private static Asked asked(SecurityIdentity identity) {
    return new Asked(identity.getPrincipal(), identity.getAttribute(KeyAuthentication.CALLER));
  }
}
