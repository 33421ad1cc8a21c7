package dev.tocsin.slo.burn;

import dev.tocsin.slo.indicator.MonitorStore;
import dev.tocsin.slo.indicator.Span;
import dev.tocsin.slo.indicator.WindowStore;
import dev.tocsin.slo.objective.SloDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the windows of the page pairs for many SLOs at once. */
@ApplicationScoped
public class BurnReadingStore {

  private final WindowStore windows;
  private final MonitorStore monitors;

  BurnReadingStore(WindowStore windows, MonitorStore monitors) {
    this.windows = windows;
    this.monitors = monitors;
  }

  /** Judged pairs by name of the SLO; one whose monitor was never heard of has no data. */
  public Map<String, List<PairVerdict>> judge(
      Connection connection, List<SloDefinition> slos, Instant now) throws SQLException {
    var known = monitors.resolve(connection, slos.stream().map(SloDefinition::monitor).toList());
    var asked = new ArrayList<WindowStore.Window>();
    var longOnes = new ArrayList<WindowStore.Window>();
    for (SloDefinition slo : slos) {
      var monitor = known.get(slo.monitor());
      String id = monitor == null ? "" : monitor.id();
      for (BurnPair pair : BurnPair.PAGE) {
        var inLong = window(id, pair.longWindow().toSeconds(), now);
        asked.add(inLong);
        asked.add(window(id, pair.shortWindow().toSeconds(), now));
        longOnes.add(inLong);
      }
    }
    var sums = windows.sums(connection, asked);
    var warm = windows.warmSeconds(connection, longOnes);
    var judged = new HashMap<String, List<PairVerdict>>();
    int at = 0;
    for (SloDefinition slo : slos) {
      var verdicts = new ArrayList<PairVerdict>();
      for (BurnPair pair : BurnPair.PAGE) {
        var reading =
            new PairReading(
                pair, sums.get(2 * at).counts(), sums.get(2 * at + 1).counts(), warm.get(at));
        verdicts.add(PairVerdict.judge(BurnRule.of(slo), reading));
        at++;
      }
      judged.put(slo.name(), verdicts);
    }
    return judged;
  }

  private static WindowStore.Window window(String monitor, long seconds, Instant now) {
    return new WindowStore.Window(monitor, Span.endingWith(now, seconds));
  }
}
