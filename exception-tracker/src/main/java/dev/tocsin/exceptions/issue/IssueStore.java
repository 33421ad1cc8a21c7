package dev.tocsin.exceptions.issue;

import dev.tocsin.exceptions.grouping.Grouped;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Issues, the hashes they own, their users. Every method works inside the caller's connection. */
@ApplicationScoped
public class IssueStore {

  private static final int LONGEST_VALUE = 4_000;

  /** The issue that owns a hash, null if none does yet. */
  @Nullable Long owner(Connection connection, long project, Grouped grouped) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT issue_id FROM group_hash WHERE project_id = ? AND algorithm = ? AND hash = ?")) {
      Sql.bind(query, project, grouped.algorithm(), grouped.hash());
      try (var row = query.executeQuery()) {
        return row.next() ? Long.valueOf(row.getLong(1)) : null;
      }
    }
  }

  /** Keeps others from deciding about the same thing until this transaction ends. */
  void lockName(Connection connection, String name) throws SQLException {
    try (var lock =
        connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")) {
      lock.setString(1, name);
      lock.execute();
    }
  }

  long create(Connection connection, IncomingEvent incoming) throws SQLException {
    var grouped = incoming.grouped();
    var event = incoming.event();
    long id;
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO issue (project_id, title, type, value, culprit, level, state, state_since,
              first_seen, last_seen, release, environment, algorithm, mechanism, hash, family,
              explanation)
            VALUES (?, ?, ?, ?, ?, ?, 'new', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
            """)) {
      Sql.bind(
          insert,
          incoming.project(),
          grouped.title(),
          grouped.type(),
          shortened(grouped.value()),
          grouped.culprit(),
          event.level(),
          incoming.receivedAt(),
          incoming.occurredAt(),
          incoming.occurredAt(),
          event.release(),
          event.environment(),
          grouped.algorithm(),
          grouped.mechanism(),
          grouped.hash(),
          grouped.family(),
          incoming.explanation());
      try (var row = insert.executeQuery()) {
        row.next();
        id = row.getLong(1);
      }
    }
    try (var own =
        connection.prepareStatement(
            "INSERT INTO group_hash (project_id, algorithm, hash, issue_id, key_text)"
                + " VALUES (?, ?, ?, ?, ?)")) {
      Sql.bind(
          own,
          incoming.project(),
          grouped.algorithm(),
          grouped.hash(),
          id,
          shortened(grouped.key()));
      own.executeUpdate();
    }
    return id;
  }

  /** The issue, locked until the transaction ends; null if there is none. */
  @Nullable Issue locked(Connection connection, long id) throws SQLException {
    return one(connection, "SELECT * FROM issue WHERE id = ? FOR UPDATE", id);
  }

  @Nullable Issue find(Connection connection, long id) throws SQLException {
    return one(connection, "SELECT * FROM issue WHERE id = ?", id);
  }

  /** True when the issue had not touched this user before. */
  boolean addUser(Connection connection, long issue, byte @Nullable [] user) throws SQLException {
    if (user == null) {
      return false;
    }
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO issue_user (issue_id, user_hash) VALUES (?, ?) ON CONFLICT DO NOTHING")) {
      Sql.bind(insert, issue, user);
      return insert.executeUpdate() == 1;
    }
  }

  /** When the project's first event of a release came; it may be this one. */
  @Nullable Instant releaseFirstSeen(
      Connection connection, long project, @Nullable String release, Instant now)
      throws SQLException {
    if (release == null) {
      return null;
    }
    try (var insert =
            connection.prepareStatement(
                "INSERT INTO release_seen (project_id, release, first_seen) VALUES (?, ?, ?)"
                    + " ON CONFLICT DO NOTHING");
        var query =
            connection.prepareStatement(
                "SELECT first_seen FROM release_seen WHERE project_id = ? AND release = ?")) {
      Sql.bind(query, project, release);
      try (var row = query.executeQuery()) {
        if (row.next()) {
          return Sql.instant(row, "first_seen");
        }
      }
      Sql.bind(insert, project, release, now);
      insert.executeUpdate();
      return now;
    }
  }

  void count(
      Connection connection, Issue issue, IncomingEvent incoming, boolean newUser, IssueState state)
      throws SQLException {
    var event = incoming.event();
    try (var update =
        connection.prepareStatement(
            """
            UPDATE issue SET events = events + 1, users = users + ?, level = ?,
              first_seen = least(first_seen, ?), last_seen = greatest(last_seen, ?),
              release = coalesce(?, release), environment = ?, state = ?, state_since = ?
            WHERE id = ?
            """)) {
      Sql.bind(
          update,
          newUser ? 1 : 0,
          event.level(),
          incoming.occurredAt(),
          incoming.occurredAt(),
          event.release(),
          event.environment(),
          state.word(),
          state.since(),
          issue.id());
      update.executeUpdate();
    }
  }

  /** Writes a change of state made by a person. */
  void change(Connection connection, long id, IssueState state, String by, boolean silenced)
      throws SQLException {
    var fixedIn = state instanceof IssueState.Resolved resolved ? resolved.inRelease() : null;
    try (var update =
        connection.prepareStatement(
            "UPDATE issue SET state = ?, state_since = ?, state_by = ?, fixed_in_release = ?,"
                + " rang_at = CASE WHEN ? THEN NULL ELSE rang_at END WHERE id = ?")) {
      Sql.bind(update, state.word(), state.since(), by, fixedIn, silenced, id);
      update.executeUpdate();
    }
  }

  @Nullable Instant familyRangAt(Connection connection, long project, String family)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT rang_at FROM family_page WHERE project_id = ? AND family = ?")) {
      Sql.bind(query, project, family);
      try (var row = query.executeQuery()) {
        return row.next() ? Sql.instant(row, "rang_at") : null;
      }
    }
  }

  void rang(Connection connection, Issue issue, Instant now) throws SQLException {
    try (var family =
            connection.prepareStatement(
                "INSERT INTO family_page (project_id, family, rang_at) VALUES (?, ?, ?)"
                    + " ON CONFLICT (project_id, family) DO UPDATE SET rang_at = excluded.rang_at");
        var own = connection.prepareStatement("UPDATE issue SET rang_at = ? WHERE id = ?")) {
      Sql.bind(family, issue.project(), issue.family(), now);
      family.executeUpdate();
      Sql.bind(own, now, issue.id());
      own.executeUpdate();
    }
  }

  /**
   * Issues with the newest event first.
   *
   * @param states words of states, empty for all
   * @param text part of title, place or text, in any case
   * @param after the place where the page before ended
   */
  List<Issue> list(
      Connection connection,
      @Nullable Long project,
      List<String> states,
      @Nullable String text,
      @Nullable IssueCursor after,
      int limit)
      throws SQLException {
    var where = new ArrayList<String>();
    var values = new ArrayList<Object>();
    if (project != null) {
      where.add("project_id = ?");
      values.add(project);
    }
    if (!states.isEmpty()) {
      where.add("state = ANY (?)");
      values.add(connection.createArrayOf("text", states.toArray()));
    }
    if (text != null && !text.isBlank()) {
      where.add("(title ILIKE ? OR culprit ILIKE ? OR value ILIKE ?)");
      var pattern = "%" + text.strip().replaceAll("([\\\\%_])", "\\\\$1") + "%";
      values.addAll(List.of(pattern, pattern, pattern));
    }
    if (after != null) {
      where.add("(last_seen, id) < (?, ?)");
      values.add(after.lastSeen());
      values.add(after.id());
    }
    values.add(limit);
    var condition = where.isEmpty() ? "" : " WHERE " + String.join(" AND ", where);
    try (var query =
        connection.prepareStatement(
            "SELECT * FROM issue" + condition + " ORDER BY last_seen DESC, id DESC LIMIT ?")) {
      Sql.bind(query, values.toArray());
      try (var rows = query.executeQuery()) {
        var issues = new ArrayList<Issue>();
        while (rows.next()) {
          issues.add(issue(rows));
        }
        return issues;
      }
    }
  }

  private static @Nullable Issue one(Connection connection, String sql, long id)
      throws SQLException {
    try (var query = connection.prepareStatement(sql)) {
      query.setLong(1, id);
      try (var row = query.executeQuery()) {
        return row.next() ? issue(row) : null;
      }
    }
  }

  private static Issue issue(ResultSet row) throws SQLException {
    return new Issue(
        row.getLong("id"),
        row.getLong("project_id"),
        row.getString("title"),
        row.getString("type"),
        row.getString("value"),
        row.getString("culprit"),
        row.getString("level"),
        IssueState.of(
            row.getString("state"),
            Sql.instant(row, "state_since"),
            row.getString("fixed_in_release")),
        row.getLong("events"),
        row.getLong("users"),
        Sql.instant(row, "first_seen"),
        Sql.instant(row, "last_seen"),
        row.getString("release"),
        row.getString("environment"),
        row.getString("algorithm"),
        row.getString("mechanism"),
        row.getString("hash"),
        row.getString("family"),
        row.getString("explanation"),
        Sql.instantOrNull(row, "rang_at"));
  }

  private static @Nullable String shortened(@Nullable String text) {
    return text == null ? null : text.substring(0, Math.min(text.length(), LONGEST_VALUE));
  }
}
