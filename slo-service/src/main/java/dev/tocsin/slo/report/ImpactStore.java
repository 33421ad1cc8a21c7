package dev.tocsin.slo.report;

import dev.tocsin.slo.indicator.GoodTotal;
import dev.tocsin.slo.indicator.Grid;
import dev.tocsin.slo.indicator.IndicatorConfig;
import dev.tocsin.slo.indicator.Span;
import dev.tocsin.slo.indicator.WindowStore;
import dev.tocsin.slo.objective.ObjectiveStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What a range of time has cost the SLOs of a service. */
@ApplicationScoped
public class ImpactStore {

  /** A service with more SLOs than this shows the first of them. */
  private static final int MOST = 50;

  private final DataSource dataSource;
  private final ObjectiveStore objectives;
  private final FiguresStore figures;
  private final WindowStore windows;
  private final IndicatorConfig config;

  ImpactStore(
      DataSource dataSource,
      ObjectiveStore objectives,
      FiguresStore figures,
      WindowStore windows,
      IndicatorConfig config) {
    this.dataSource = dataSource;
    this.objectives = objectives;
    this.figures = figures;
    this.windows = windows;
    this.config = config;
  }

  /** Counts inside the range beside the budget of the window that ends with it. */
  public List<Cost> costs(String service, Instant from, Instant to, Instant now)
      throws SQLException {
    var at = figures.figures(objectives.page(service, "", MOST), to);
    Span asked = new Span(from.getEpochSecond(), to.getEpochSecond());
    boolean fine = asked.from() >= config.oldestBucket(now);
    Span span = asked.alignedTo(fine ? Grid.BUCKET : Grid.SLICE);
    var measured = at.stream().filter(f -> f.monitor() != null).toList();
    var asks = new ArrayList<WindowStore.Window>();
    for (Figures f : measured) {
      var monitor = f.monitor();
      asks.add(new WindowStore.Window(monitor == null ? "" : monitor.id(), span));
    }
    var costs = new ArrayList<Cost>();
    try (Connection connection = dataSource.getConnection()) {
      var sums = windows.sums(connection, asks);
      for (int i = 0; i < measured.size(); i++) {
        costs.add(new Cost(measured.get(i), sums.get(i).counts()));
      }
    }
    return costs;
  }

  /**
   * What a range has cost.
   *
   * @param figures the SLO as of the end of the range
   * @param inRange what was measured inside
   */
  public record Cost(Figures figures, GoodTotal inRange) {}
}
