package dev.tocsin.logs.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.access.KeyAuthentication;
import dev.tocsin.access.Roles;
import dev.tocsin.logs.query.Question;
import dev.tocsin.logs.query.SearchStore;
import dev.tocsin.logs.query.engine.Scope;
import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.redaction.ByteRedaction;
import dev.tocsin.logs.redaction.ProjectRules;
import dev.tocsin.logs.redaction.ProjectRules.Own;
import dev.tocsin.logs.request.Asked;
import dev.tocsin.logs.segment.QueryHandle;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Shows what rules would do, before they hold. */
@Path("/api/v1/redaction/dry-run")
@Tag(name = "redaction")
@Produces(MediaType.APPLICATION_JSON)
public class DryRunResource {

  private static final int MAX_LINES = 1000;
  private static final int MAX_LINE = 64 << 10;
  private static final Duration BACK = Duration.ofDays(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * What to try.
   *
   * @param lines texts to try it on, at most 1000
   * @param stored also the newest so many stored lines of the last day, at most 1000
   * @param rules rules by name, in addition to the project's own, or instead of one of that name
   * @param builtIn switches of built-in rules by name
   */
  @Schema(name = "DryRunBody")
  public record Body(
      @Nullable List<String> lines,
      @Nullable Integer stored,
      @Nullable Map<String, RedactionResource.RuleBody> rules,
      @Nullable Map<String, Boolean> builtIn) {}

  /**
   * What would happen.
   *
   * @param lines how many texts were tried
   * @param changed those that would change
   * @param hits replacements per rule
   */
  @Schema(name = "DryRun")
  public record View(int lines, List<Change> changed, Map<String, Integer> hits) {}

  /**
   * A text that would change.
   *
   * @param line its number among the texts tried, from 1; stored ones come last
   * @param before the text
   * @param after what would be kept
   */
  @Schema(name = "DryRunChange")
  public record Change(int line, String before, String after) {}

  private final RuleStore store;
  private final SearchStore logs;
  private final Clock clock;

  @Inject
  DryRunResource(RuleStore store, SearchStore logs, Clock clock) {
    this.store = store;
    this.logs = logs;
    this.clock = clock;
  }

  /** Tries rules. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.MANAGER)
  @Operation(
      summary = "Try redaction rules",
      description =
          "On the given lines and on stored ones (which were redacted on their way in), with the"
              + " project's present rules and those of the body. Nothing is changed.")
  public View run(
      @QueryParam("project") @Nullable String project,
      Body body,
      @Context SecurityIdentity identity)
      throws SQLException {
    var asked = new Asked(identity.getPrincipal(), identity.getAttribute(KeyAuthentication.CALLER));
    long id = asked.oneProject(project);
    List<String> given = body.lines() == null ? List.of() : body.lines();
    asked
        .errors()
        .require("lines", given.size() <= MAX_LINES, "be at most " + MAX_LINES)
        .require(
            "lines",
            given.stream().allMatch(line -> line.length() <= MAX_LINE),
            "have at most " + MAX_LINE + " characters each");
    int stored = asked.number("stored", body.stored(), 0, 0, MAX_LINES);
    ProjectRules wanted = wanted(id, body, asked);
    var hits = new TreeMap<String, Integer>();
    ByteRedaction redaction =
        wanted.compile((rule, times) -> hits.merge(rule, times, Integer::sum), asked.errors());
    asked.throwIfAny();
    var texts = new ArrayList<>(given);
    texts.addAll(newest(id, stored));
    var changed = new ArrayList<Change>();
    for (int i = 0; i < texts.size(); i++) {
      byte[] before = texts.get(i).getBytes(UTF_8);
      if (redaction.suspicious(before, 0, before.length)) {
        String after = new String(redaction.clean(before, 0, before.length), UTF_8);
        if (!after.equals(texts.get(i))) {
          changed.add(new Change(i + 1, texts.get(i), after));
        }
      }
    }
    return new View(texts.size(), changed, hits);
  }

  private ProjectRules wanted(long project, Body body, Asked asked) throws SQLException {
    Map<String, Own> own = new TreeMap<>();
    for (RuleStore.Kept kept : store.rules(project)) {
      if (kept.enabled()) {
        own.put(kept.rule().name(), kept.rule());
      }
    }
    each(
        body.rules(),
        (name, rule) -> own.put(name, RedactionResource.rule(name, rule, asked.errors())));
    var switches = new HashMap<>(store.switches(project).getOrDefault(project, Map.of()));
    each(body.builtIn(), switches::put);
    return new ProjectRules(switches, List.copyOf(own.values()));
  }

  private static <V> void each(@Nullable Map<String, V> map, BiConsumer<String, V> action) {
    if (map != null) {
      map.forEach(action);
    }
  }

  private List<String> newest(long project, int count) {
    if (count == 0) {
      return List.of();
    }
    Instant now = clock.instant();
    var scope = new Scope(project, nanos(now.minus(BACK)), nanos(now.plus(Duration.ofMinutes(1))));
    var found =
        logs.search(new QueryHandle(PATIENCE), new Question(scope, Expr.ALL), null, true, count);
    return found.rows().stream().map(row -> row.body() + " " + row.attributes()).toList();
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000L + time.getNano();
  }
}
