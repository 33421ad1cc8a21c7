package dev.tocsin.logs.action.alert;

import dev.tocsin.logs.action.pattern.PatternStore;
import dev.tocsin.logs.action.pattern.PatternStore.Appearance;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an alert about new patterns says now: it rings for each shape that appeared, and ends when
 * the shape was not seen for a window. A memory that has just begun knows nothing that is new.
 */
final class NewPatterns {

  /** How long errors are watched before one of them can be new. */
  static final Duration LEARNING = Duration.ofHours(1);

  private static final int MOST = 50;

  private final PatternStore store;

  NewPatterns(PatternStore store) {
    this.store = store;
  }

  /**
   * What follows for one shape.
   *
   * @param id the shape's hash in hex
   * @param subject for the title; null where it rang already
   * @param decision what to do
   */
  record Step(String id, @Nullable String subject, AlertDecision decision) {}

  List<Step> steps(
      Connection connection, StoredAlert alert, Map<String, AlertState> known, Instant now)
      throws SQLException {
    LogAlert rule = alert.rule();
    Instant since = store.since(connection, alert.project());
    var steps = new ArrayList<Step>();
    var from = later(alert.updatedAt(), now.minus(rule.window()).minus(LEARNING));
    List<Appearance> appeared =
        since == null || since.isAfter(now.minus(LEARNING))
            ? List.of()
            : store.appeared(
                connection,
                alert.project(),
                rule.service(),
                from,
                now,
                rule.unseen().toSeconds(),
                MOST);
    Instant quietSince = now.minus(rule.window());
    for (Appearance one : appeared) {
      AlertState state = known.get(one.id());
      boolean told = state != null && !state.since().isBefore(one.appearedAt());
      if (!told && one.lastSeen().isAfter(quietSince) && (state == null || !state.firing())) {
        steps.add(
            new Step(
                one.id(),
                one.service() + ": " + one.pattern(),
                new AlertDecision.Fire(reason(one))));
      }
    }
    for (var entry : known.entrySet()) {
      if (entry.getValue().firing()
          && !store.seenSince(
              connection, alert.project(), rule.service(), entry.getKey(), quietSince)) {
        String reason = "not seen for " + AlertDecision.text(rule.window());
        steps.add(new Step(entry.getKey(), null, new AlertDecision.Resolve(reason)));
      }
    }
    return steps;
  }

  private static String reason(Appearance one) {
    String before =
        one.previousSeen() == null ? "never seen before" : "last seen " + one.previousSeen();
    return "new error in " + one.service() + ", " + before + ": " + one.sample();
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
