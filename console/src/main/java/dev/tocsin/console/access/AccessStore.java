package dev.tocsin.console.access;

import dev.tocsin.console.runtime.Database;
import dev.tocsin.events.AccessChange;
import dev.tocsin.events.AccessChange.KeyKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables of keys and projects. */
@ApplicationScoped
class AccessStore {

  private static final String KEY_COLUMNS =
      "id, sha256, kind, role, project_id, region, label, created_at, created_by, revoked_at";
  private static final String PROJECT_COLUMNS = "id, slug, name, removed";

  private final Database database;

  AccessStore(Database database) {
    this.database = database;
  }

  List<AccessKey> keys() {
    return database.query(
        "select " + KEY_COLUMNS + " from access_key order by created_at, id", AccessStore::key);
  }

  List<AccessChange.Project> projects() {
    return database.query(
        "select " + PROJECT_COLUMNS + " from project order by id", AccessStore::project);
  }

  /**
   * All keys, held until the transaction ends: whoever publishes them must not publish an older
   * state after somebody else's newer one.
   */
  List<AccessKey> keysHeld() {
    return database.query(
        "select " + KEY_COLUMNS + " from access_key order by id for update", AccessStore::key);
  }

  /** All projects, held until the transaction ends. */
  List<AccessChange.Project> projectsHeld() {
    return database.query(
        "select " + PROJECT_COLUMNS + " from project order by id for update", AccessStore::project);
  }

  void add(AccessKey key) {
    database.update(
        "insert into access_key (" + KEY_COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        parameters(key));
  }

  /** Takes a configured key in. One that was revoked stays revoked until its hash changes. */
  void importSeed(AccessKey key) {
    if (key.projectId() != null) {
      database.update(
          "insert into project (id, slug, name) values (?, ?, ?) on conflict do nothing",
          key.projectId(),
          "project-" + key.projectId(),
          "Project " + key.projectId());
    }
    database.update(
        "insert into access_key ("
            + KEY_COLUMNS
            + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + """
             on conflict (id) do update set
               sha256 = excluded.sha256, kind = excluded.kind, role = excluded.role,
               project_id = excluded.project_id, region = excluded.region,
               revoked_at = case when access_key.sha256 = excluded.sha256
                                 then access_key.revoked_at end
            """,
        parameters(key));
  }

  /** Lets numbers of new projects begin above those that were given. */
  void skipGivenProjectNumbers() {
    database.query(
        """
        select setval(pg_get_serial_sequence('project', 'id'), (select max(id) from project))
        """,
        row -> 0);
  }

  /** Revokes a key and answers it; null when there is none or it was revoked before. */
  @Nullable AccessKey revoke(String id, Instant now) {
    return database.first(
        "update access_key set revoked_at = ? where id = ? and revoked_at is null returning "
            + KEY_COLUMNS,
        AccessStore::key,
        now,
        id);
  }

  /** Adds a project and answers it; null when the short name is taken. */
  AccessChange.@Nullable Project addProject(String slug, String name) {
    return database.first(
        "insert into project (slug, name) values (?, ?) on conflict (slug) do nothing returning "
            + PROJECT_COLUMNS,
        AccessStore::project,
        slug,
        name);
  }

  boolean projectExists(long id) {
    return database.first("select 1 from project where id = ? and not removed", row -> true, id)
        != null;
  }

  private static @Nullable Object[] parameters(AccessKey key) {
    return new @Nullable Object[] {
      key.id(),
      key.sha256(),
      key.kind().name(),
      key.role(),
      key.projectId(),
      key.region(),
      key.label(),
      key.createdAt(),
      key.createdBy(),
      key.revokedAt()
    };
  }

  private static AccessKey key(ResultSet row) throws SQLException {
    return new AccessKey(
        row.getString("id"),
        row.getString("sha256"),
        KeyKind.valueOf(row.getString("kind")),
        row.getString("role"),
        row.getObject("project_id", Long.class),
        row.getString("region"),
        row.getString("label"),
        Database.instant(row, "created_at"),
        row.getString("created_by"),
        Database.instantOrNull(row, "revoked_at"));
  }

  private static AccessChange.Project project(ResultSet row) throws SQLException {
    return new AccessChange.Project(
        row.getLong("id"), row.getString("slug"), row.getString("name"), row.getBoolean("removed"));
  }
}
