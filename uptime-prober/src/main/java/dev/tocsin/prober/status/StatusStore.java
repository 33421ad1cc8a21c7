package dev.tocsin.prober.status;

import dev.tocsin.prober.monitor.Monitor;
import dev.tocsin.prober.monitor.MonitorSettings;
import dev.tocsin.prober.monitor.MonitorStore;
import dev.tocsin.prober.result.ProbeRecord;
import dev.tocsin.prober.result.ResultStore;
import dev.tocsin.prober.result.ResultStore.RegionCount;
import dev.tocsin.prober.verdict.MonitorState;
import dev.tocsin.prober.verdict.Transition;
import dev.tocsin.prober.verdict.VerdictEvent;
import dev.tocsin.prober.verdict.VerdictStore;
import dev.tocsin.prober.watch.VerdictPublisher;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads monitors with all that is known about them, and changes them together with their verdict.
 */
@ApplicationScoped
public class StatusStore {
  private static final Duration DAY = Duration.ofHours(24);

  private final AgroalDataSource dataSource;
  private final MonitorStore monitors;
  private final VerdictStore verdicts;
  private final VerdictPublisher publisher;
  private final ResultStore results;
  private final Clock clock;

  StatusStore(
      AgroalDataSource dataSource,
      MonitorStore monitors,
      VerdictStore verdicts,
      VerdictPublisher publisher,
      ResultStore results,
      Clock clock) {
    this.dataSource = dataSource;
    this.monitors = monitors;
    this.verdicts = verdicts;
    this.publisher = publisher;
    this.results = results;
    this.clock = clock;
  }

  /** A monitor, its verdict and its last 24 hours. */
  record Known(Monitor monitor, MonitorState state, Uptime day) {}

  /** What a service's monitors saw in a span. */
  record Impact(List<Monitor> monitors, Map<String, Uptime> uptimes, List<RegionCount> counts) {}

  @Transactional
  Known create(MonitorSettings settings) throws SQLException {
    Instant now = clock.instant();
    Monitor monitor = monitors.create(settings, now);
    try (Connection connection = dataSource.getConnection()) {
      publisher.apply(
          connection, monitor, MonitorState.initial(now), List.of(new VerdictEvent.Created()), now);
    }
    return known(List.of(monitor)).getFirst();
  }

  @Transactional
  Known update(String id, MonitorSettings settings) throws SQLException {
    return decide(monitors.update(id, settings), new VerdictEvent.Changed());
  }

  @Transactional
  Known pause(String id, boolean paused) throws SQLException {
    return decide(
        monitors.pause(id, paused), paused ? new VerdictEvent.Pause() : new VerdictEvent.Resume());
  }

  @Transactional
  void delete(String id) throws SQLException {
    Monitor monitor = monitors.get(id);
    try (Connection connection = dataSource.getConnection()) {
      MonitorState state = verdicts.lock(connection, List.of(id)).get(id);
      if (state != null) {
        publisher.resolveDeleted(connection, monitor, state, clock.instant());
      }
    }
    monitors.delete(id);
  }

  @Transactional
  Known get(String id) throws SQLException {
    return known(List.of(monitors.get(id))).getFirst();
  }

  @Transactional
  List<Known> page(@Nullable String service, @Nullable String after, int limit)
      throws SQLException {
    return known(monitors.page(service, after, limit));
  }

  @Transactional
  List<ProbeRecord> results(String id, int limit) throws SQLException {
    monitors.get(id);
    try (Connection connection = dataSource.getConnection()) {
      return results.latest(connection, id, limit);
    }
  }

  @Transactional
  Impact impact(String service, Instant from, Instant to, int limit) throws SQLException {
    List<Monitor> watching = monitors.page(service, null, limit);
    List<String> ids = watching.stream().map(Monitor::id).toList();
    try (Connection connection = dataSource.getConnection()) {
      return new Impact(
          watching,
          uptimes(connection, ids, from, to),
          ids.isEmpty() ? List.of() : results.failedByRegion(connection, ids, from, to));
    }
  }

  private Known decide(Monitor monitor, VerdictEvent event) throws SQLException {
    Instant now = clock.instant();
    try (Connection connection = dataSource.getConnection()) {
      MonitorState state = verdicts.lock(connection, List.of(monitor.id())).get(monitor.id());
      publisher.apply(
          connection,
          monitor,
          Objects.requireNonNullElse(state, MonitorState.initial(now)),
          List.of(event),
          now);
    }
    return known(List.of(monitor)).getFirst();
  }

  private List<Known> known(List<Monitor> found) throws SQLException {
    Instant now = clock.instant();
    List<String> ids = found.stream().map(Monitor::id).toList();
    try (Connection connection = dataSource.getConnection()) {
      Map<String, MonitorState> states = verdicts.read(connection, ids);
      Map<String, Uptime> days = uptimes(connection, ids, now.minus(DAY), now);
      return found.stream()
          .map(
              monitor ->
                  new Known(
                      monitor,
                      states.getOrDefault(monitor.id(), MonitorState.initial(monitor.createdAt())),
                      Objects.requireNonNull(days.get(monitor.id()))))
          .toList();
    }
  }

  private Map<String, Uptime> uptimes(
      Connection connection, List<String> ids, Instant from, Instant to) throws SQLException {
    Map<String, List<Transition>> history = verdicts.history(connection, ids, from);
    return ids.stream()
        .collect(
            java.util.stream.Collectors.toMap(
                id -> id, id -> Uptime.of(history.getOrDefault(id, List.of()), from, to)));
  }
}
