package dev.tocsin.slo.report;

import dev.tocsin.slo.indicator.Grid;
import dev.tocsin.slo.indicator.IndicatorConfig;
import dev.tocsin.slo.indicator.MonitorStore;
import dev.tocsin.slo.indicator.Span;
import dev.tocsin.slo.indicator.WindowStore;
import dev.tocsin.slo.objective.SloDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Reads what a chart needs: slices for the window before it, buckets where the steps are fine. */
@ApplicationScoped
public class SeriesStore {

  private final DataSource dataSource;
  private final WindowStore windows;
  private final MonitorStore monitors;
  private final IndicatorConfig config;

  SeriesStore(
      DataSource dataSource, WindowStore windows, MonitorStore monitors, IndicatorConfig config) {
    this.dataSource = dataSource;
    this.windows = windows;
    this.monitors = monitors;
    this.config = config;
  }

  /** The chart of a range in about {@code points} points. */
  public Chart chart(SloDefinition slo, Instant from, Instant to, int points, Instant now)
      throws SQLException {
    long step = Series.step(to.getEpochSecond() - from.getEpochSecond(), points);
    long fineFrom = Grid.floor(from.getEpochSecond() - Grid.HOUR, Grid.SLICE);
    boolean fine = step < Grid.SLICE && fineFrom >= config.oldestBucket(now);
    if (!fine) {
      step = Grid.ceil(step, Grid.SLICE);
    }
    var span =
        new Span(Grid.floor(from.getEpochSecond(), step), Grid.ceil(to.getEpochSecond(), step));
    long oldest = Grid.floor(span.from() - slo.period().toSeconds(), Grid.SLICE) - Grid.HOUR;
    var cells = new ArrayList<WindowStore.Counted>();
    try (Connection connection = dataSource.getConnection()) {
      var monitor = monitors.resolve(connection, List.of(slo.monitor())).get(slo.monitor());
      if (monitor != null) {
        long edge = fine ? fineFrom : span.to();
        cells.addAll(
            windows.slices(
                connection, new WindowStore.Window(monitor.id(), new Span(oldest, edge))));
        if (fine) {
          cells.addAll(
              windows.buckets(
                  connection, new WindowStore.Window(monitor.id(), new Span(edge, span.to()))));
        }
      }
    }
    return new Chart(step, new Series(slo, cells).points(span, step));
  }

  /**
   * A chart.
   *
   * @param stepSeconds length of a step
   * @param points oldest first
   */
  public record Chart(long stepSeconds, List<Series.Point> points) {}
}
