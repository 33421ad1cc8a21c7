package dev.tocsin.slo.report;

import dev.tocsin.slo.budget.ErrorBudget;
import dev.tocsin.slo.burn.BurnReadingStore;
import dev.tocsin.slo.burn.BurnStateStore;
import dev.tocsin.slo.indicator.Grid;
import dev.tocsin.slo.indicator.MonitorStore;
import dev.tocsin.slo.indicator.Span;
import dev.tocsin.slo.indicator.WindowStore;
import dev.tocsin.slo.objective.SloDefinition;
import dev.tocsin.slo.objective.VersionedSlo;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Gathers the figures of many SLOs in four statements, however many they are. */
@ApplicationScoped
public class FiguresStore {

  private final DataSource dataSource;
  private final WindowStore windows;
  private final MonitorStore monitors;
  private final BurnReadingStore readings;
  private final BurnStateStore states;

  FiguresStore(
      DataSource dataSource,
      WindowStore windows,
      MonitorStore monitors,
      BurnReadingStore readings,
      BurnStateStore states) {
    this.dataSource = dataSource;
    this.windows = windows;
    this.monitors = monitors;
    this.readings = readings;
    this.states = states;
  }

  /** Figures as of {@code at}, in the order of {@code definitions}. */
  public List<Figures> figures(List<VersionedSlo> definitions, Instant at) throws SQLException {
    if (definitions.isEmpty()) {
      return List.of();
    }
    var slos = definitions.stream().map(VersionedSlo::slo).toList();
    try (Connection connection = dataSource.getConnection()) {
      var known = monitors.resolve(connection, slos.stream().map(SloDefinition::monitor).toList());
      var asked = new ArrayList<WindowStore.Window>();
      for (SloDefinition slo : slos) {
        var monitor = known.get(slo.monitor());
        String id = monitor == null ? "" : monitor.id();
        Span period = period(slo, at);
        asked.add(new WindowStore.Window(id, period));
        asked.add(new WindowStore.Window(id, period.alignedTo(Grid.SLICE)));
      }
      var sums = windows.sums(connection, asked);
      var judged = readings.judge(connection, slos, at);
      var pages = states.states(connection, slos.stream().map(SloDefinition::name).toList());
      var figures = new ArrayList<Figures>();
      for (int i = 0; i < slos.size(); i++) {
        SloDefinition slo = slos.get(i);
        long measured = sums.get(2 * i + 1).measuredSlices();
        long expected = asked.get(2 * i + 1).span().seconds() / Grid.SLICE;
        figures.add(
            new Figures(
                definitions.get(i),
                known.get(slo.monitor()),
                asked.get(2 * i).span(),
                new ErrorBudget(
                    slo.objective(), slo.period(), sums.get(2 * i).counts(), measured, expected),
                judged.getOrDefault(slo.name(), List.of()),
                pages.get(slo.name()),
                at));
      }
      return figures;
    }
  }

  /** The rolling window that ends now; its far edge moves in steps of five minutes. */
  static Span period(SloDefinition slo, Instant at) {
    Span exact = Span.endingWith(at, slo.period().toSeconds());
    return new Span(Grid.floor(exact.from(), Grid.SLICE), exact.to());
  }
}
