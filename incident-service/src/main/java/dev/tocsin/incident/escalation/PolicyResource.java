package dev.tocsin.incident.escalation;

import dev.tocsin.access.Roles;
import dev.tocsin.incident.oncall.PersonStore;
import dev.tocsin.incident.oncall.ScheduleStore;
import dev.tocsin.incident.sql.Database;
import dev.tocsin.incident.sql.Tx;
import dev.tocsin.problem.FieldErrors;
import dev.tocsin.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Escalation policies. Incidents use the one named {@code default}. */
@Path("/api/v1/policies")
@RunOnVirtualThread
@Tag(name = "Escalation")
public class PolicyResource {

  private static final int MAX_LEVELS = 20;
  private static final int MAX_TARGETS = 20;
  private static final int MAX_DELAY_MINUTES = 24 * 60;
  private static final int MAX_REPEATS = 20;

  private final Database database;
  private final PolicyStore policies;
  private final PersonStore people;
  private final ScheduleStore schedules;
  private final SecurityIdentity identity;

  PolicyResource(
      Database database,
      PolicyStore policies,
      PersonStore people,
      ScheduleStore schedules,
      SecurityIdentity identity) {
    this.database = database;
    this.policies = policies;
    this.people = people;
    this.schedules = schedules;
    this.identity = identity;
  }

  /** What is asked for: levels in order, and how often they are repeated. */
  public record Body(@Nullable List<LevelBody> levels, @Nullable Integer repeats) {}

  /** A level: minutes to wait for an answer (1 to 1440), and whom to wake. */
  public record LevelBody(
      @Nullable Integer delayMinutes, @Nullable List<@Nullable TargetBody> targets) {}

  /** A target: type person (id is a person's id) or schedule (id is its name). */
  public record TargetBody(Target.@Nullable Type type, @Nullable String id) {}

  /** A list. */
  public record Slice(List<Policy> items, @Nullable String nextCursor) {}

  /** Lists the newest versions. */
  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "List policies")
  public Slice list() {
    return new Slice(database.transaction(policies::all), null);
  }

  /** Shows the newest version. */
  @GET
  @Path("{name}")
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "Show a policy")
  public Policy get(@PathParam("name") String name) {
    Policy policy = database.<@Nullable Policy>transaction(tx -> policies.current(tx, name));
    if (policy == null) {
      throw ProblemException.notFound("policy", name);
    }
    return policy;
  }

  /** Makes a policy, or its next version. */
  @PUT
  @Path("{name}")
  @RolesAllowed(Roles.MANAGER)
  @Operation(
      summary = "Make or change a policy",
      description = "Escalations under way keep the version they began with.")
  public Policy put(@PathParam("name") String name, @Nullable Body body) {
    var errors = new FieldErrors();
    errors.require("name", name.matches("[A-Za-z0-9._-]{1,64}"), "be 1 to 64 of A-Z a-z 0-9 . _ -");
    List<LevelBody> given = body == null || body.levels() == null ? List.of() : body.levels();
    errors.require(
        "levels", !given.isEmpty() && given.size() <= MAX_LEVELS, "be a list of 1 to 20 levels");
    Integer repeats = body == null ? null : body.repeats();
    errors.range("repeats", repeats == null ? Integer.valueOf(0) : repeats, 0, MAX_REPEATS);
    return database.transaction(
        tx -> {
          List<Level> levels = levels(tx, given, errors);
          errors.throwIfAny();
          return policies.put(
              tx, name, levels, repeats == null ? 0 : repeats, identity.getPrincipal().getName());
        });
  }

  private List<Level> levels(Tx tx, List<LevelBody> given, FieldErrors errors) throws SQLException {
    var levels = new ArrayList<Level>();
    for (int i = 0; i < Math.min(given.size(), MAX_LEVELS); i++) {
      LevelBody level = given.get(i);
      String field = "levels[" + i + "].";
      errors.range(field + "delayMinutes", level.delayMinutes(), 1, MAX_DELAY_MINUTES);
      var targets = level.targets() == null ? List.<@Nullable TargetBody>of() : level.targets();
      errors.require(
          field + "targets",
          !targets.isEmpty() && targets.size() <= MAX_TARGETS,
          "be a list of 1 to 20 targets");
      var known = new ArrayList<Target>();
      for (int t = 0; t < Math.min(targets.size(), MAX_TARGETS); t++) {
        Target target = target(tx, targets.get(t));
        errors.require(
            field + "targets[" + t + "]",
            target != null,
            "name a person or a schedule that exists");
        if (target != null) {
          known.add(target);
        }
      }
      levels.add(new Level(level.delayMinutes() == null ? 0 : level.delayMinutes(), known));
    }
    return levels;
  }

  private @Nullable Target target(Tx tx, @Nullable TargetBody body) throws SQLException {
    Target.Type type = body == null ? null : body.type();
    String id = body == null ? null : body.id();
    if (type == null || id == null) {
      return null;
    }
    boolean exists =
        switch (type) {
          case PERSON -> people.find(tx, uuid(id)) != null;
          case SCHEDULE -> schedules.find(tx, id) != null;
        };
    return exists ? new Target(type, id) : null;
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      return new UUID(0, 0); // nobody's
    }
  }
}
