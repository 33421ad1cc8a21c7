package dev.tocsin.slo.openslo;

import dev.tocsin.problem.FieldError;
import dev.tocsin.slo.burn.BurnPair;
import dev.tocsin.slo.indicator.MonitorStore;
import dev.tocsin.slo.indicator.Span;
import dev.tocsin.slo.indicator.WindowStore;
import dev.tocsin.slo.objective.Fraction;
import dev.tocsin.slo.objective.SloDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Compares definitions with what their monitors really deliver. */
@ApplicationScoped
public class TrafficStore {

  private static final long HOUR = 3_600;

  private final DataSource dataSource;
  private final MonitorStore monitors;
  private final WindowStore windows;
  private final Clock clock;

  TrafficStore(DataSource dataSource, MonitorStore monitors, WindowStore windows, Clock clock) {
    this.dataSource = dataSource;
    this.monitors = monitors;
    this.windows = windows;
    this.clock = clock;
  }

  /** What the author should know about the monitors' traffic. */
  public List<FieldError> warnings(List<SloDefinition> slos) throws SQLException {
    var warnings = new ArrayList<FieldError>();
    try (Connection connection = dataSource.getConnection()) {
      var known = monitors.resolve(connection, slos.stream().map(SloDefinition::monitor).toList());
      for (SloDefinition slo : slos) {
        var monitor = known.get(slo.monitor());
        String field = slo.name() + ": spec.indicator";
        if (monitor == null) {
          warnings.add(
              new FieldError(field, "nothing of '" + slo.monitor() + "' has been counted yet"));
          continue;
        }
        var hour = new WindowStore.Window(monitor.id(), Span.endingWith(clock.instant(), HOUR));
        long events = windows.sums(connection, List.of(hour)).getFirst().counts().valid();
        Fraction allowed =
            slo.objective()
                .budget()
                .times(BurnPair.PAGE.getFirst().factor(slo.period()))
                .times(Fraction.of(events, 1));
        if (events > 0 && Fraction.ONE.isOver(allowed)) {
          warnings.add(
              new FieldError(
                  field,
                  ("low traffic: with %d probes an hour one bad probe is already over the factor;"
                          + " it pages from %d bad ones. More regions or a shorter interval help")
                      .formatted(events, slo.minBad())));
        }
      }
    }
    return warnings;
  }
}
