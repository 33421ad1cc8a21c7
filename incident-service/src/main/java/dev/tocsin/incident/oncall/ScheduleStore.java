package dev.tocsin.incident.oncall;

import dev.tocsin.incident.sql.Columns;
import dev.tocsin.incident.sql.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Table {@code schedule_version}: versions are added, never changed. */
@ApplicationScoped
public class ScheduleStore {

  private static final int SCHEDULE_LOCK = 3;

  private record Named(String name, ScheduleVersion version) {}

  /** All schedules by name. */
  public List<Schedule> all(Tx tx) throws SQLException {
    var byName = new LinkedHashMap<String, List<ScheduleVersion>>();
    for (Named row :
        tx.list("SELECT * FROM schedule_version ORDER BY name, version", ScheduleStore::row)) {
      byName.computeIfAbsent(row.name(), name -> new ArrayList<>()).add(row.version());
    }
    return byName.entrySet().stream().map(e -> new Schedule(e.getKey(), e.getValue())).toList();
  }

  /** One schedule, or null. */
  public @Nullable Schedule find(Tx tx, String name) throws SQLException {
    var versions =
        tx.list(
            "SELECT * FROM schedule_version WHERE name = ? ORDER BY version",
            row -> row(row).version(),
            name);
    return versions.isEmpty() ? null : new Schedule(name, versions);
  }

  /** Makes the first or the next version, in force from now on. */
  public Schedule put(
      Tx tx, String name, Rotation rotation, List<UUID> participants, String changedBy)
      throws SQLException {
    tx.lock(SCHEDULE_LOCK, name);
    Schedule known = find(tx, name);
    ScheduleVersion version =
        known == null
            ? new ScheduleVersion(1, tx.now(), rotation, participants, 0)
            : known.current().next(tx.now(), rotation, participants);
    tx.update(
        "INSERT INTO schedule_version (name, version, effective_from, zone, anchor, period_count,"
            + " period_unit, participants, turn_offset, changed_by)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        name,
        version.version(),
        version.effectiveFrom(),
        rotation.zone().getId(),
        rotation.anchor(),
        rotation.count(),
        rotation.unit().name().toLowerCase(Locale.ROOT),
        tx.connection().createArrayOf("uuid", participants.toArray()),
        version.turnOffset(),
        changedBy);
    var versions = new ArrayList<>(known == null ? List.of() : known.versions());
    versions.add(version);
    return new Schedule(name, versions);
  }

  private static Named row(Columns row) throws SQLException {
    var rotation =
        new Rotation(
            ZoneId.of(row.text("zone")),
            row.local("anchor"),
            row.number("period_count"),
            Rotation.Unit.valueOf(row.text("period_unit").toUpperCase(Locale.ROOT)));
    return new Named(
        row.text("name"),
        new ScheduleVersion(
            row.number("version"),
            row.instant("effective_from"),
            rotation,
            row.uuids("participants"),
            row.number("turn_offset")));
  }
}
