package dev.tocsin.prober.monitor;

import dev.tocsin.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Tables {@code monitor} and {@code work_version}. Every method needs the caller's transaction. */
@ApplicationScoped
public class MonitorStore {
  private final EntityManager entities;

  MonitorStore(EntityManager entities) {
    this.entities = entities;
  }

  /** Keeps a new monitor; 409 when the name is taken. */
  public Monitor create(MonitorSettings settings, Instant now) {
    MonitorRow row = new MonitorRow();
    row.id = UUID.randomUUID().toString();
    row.take(settings);
    row.paused = false;
    row.revision = 1;
    row.createdAt = now;
    entities.persist(row);
    return saved(row);
  }

  /** Replaces the settings; 404 when there is no such monitor, 409 when the name is taken. */
  public Monitor update(String id, MonitorSettings settings) {
    MonitorRow row = row(id);
    row.take(settings);
    row.revision++;
    return saved(row);
  }

  /** Stops or starts it; 404 when there is no such monitor. */
  public Monitor pause(String id, boolean paused) {
    MonitorRow row = row(id);
    if (row.paused != paused) {
      row.paused = paused;
      row.revision++;
    }
    return saved(row);
  }

  /** Forgets it; 404 when there is no such monitor. */
  public void delete(String id) {
    entities.remove(row(id));
    flush();
    bumpVersion();
  }

  /** The monitor; 404 when there is none. */
  public Monitor get(String id) {
    return row(id).toMonitor();
  }

  /** Up to {@code limit} monitors by name, those after {@code afterName} where that is given. */
  public List<Monitor> page(@Nullable String service, @Nullable String afterName, int limit) {
    return entities
        .createQuery(
            """
            from MonitorRow m where (:service is null or m.service = :service)
              and (:after is null or m.name > :after) order by m.name""",
            MonitorRow.class)
        .setParameter("service", service)
        .setParameter("after", afterName)
        .setMaxResults(limit)
        .getResultStream()
        .map(MonitorRow::toMonitor)
        .toList();
  }

  /** Those of the given monitors that exist, by id. */
  public Map<String, Monitor> byIds(Collection<String> ids) {
    return entities
        .createQuery("from MonitorRow m where m.id in :ids", MonitorRow.class)
        .setParameter("ids", ids)
        .getResultStream()
        .map(MonitorRow::toMonitor)
        .collect(Collectors.toMap(Monitor::id, Function.identity()));
  }

  /** Every monitor that {@code region} has to probe now. */
  public List<Monitor> workOf(String region) {
    return entities
        .createQuery(
            """
            from MonitorRow m where not m.paused and array_contains(m.regions, :region)
             order by m.id""",
            MonitorRow.class)
        .setParameter("region", region)
        .getResultStream()
        .map(MonitorRow::toMonitor)
        .toList();
  }

  /** Grows with every change of any monitor. */
  public long version() {
    return ((Number)
            entities.createNativeQuery("SELECT version FROM work_version").getSingleResult())
        .longValue();
  }

  private MonitorRow row(String id) {
    MonitorRow row = entities.find(MonitorRow.class, id);
    if (row == null) {
      throw ProblemException.notFound("monitor", id);
    }
    return row;
  }

  private Monitor saved(MonitorRow row) {
    flush();
    bumpVersion();
    return row.toMonitor();
  }

  private void flush() {
    try {
      entities.flush();
    } catch (ConstraintViolationException taken) {
      throw ProblemException.conflict("Another monitor has this name already.");
    }
  }

  private void bumpVersion() {
    entities.createNativeQuery("UPDATE work_version SET version = version + 1").executeUpdate();
  }
}
