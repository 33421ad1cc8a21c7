package dev.tocsin.console.session;

import dev.tocsin.console.runtime.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of sessions. */
@ApplicationScoped
public class SessionStore {

  private static final String COLUMNS =
      "id, account_id, created_at, last_seen_at, address, user_agent";

  private final Database database;

  SessionStore(Database database) {
    this.database = database;
  }

  void add(Session session, byte[] tokenSha256) {
    database.update(
        "insert into session (" + COLUMNS + ", token_sha256) values (?, ?, ?, ?, ?, ?, ?)",
        session.id(),
        session.accountId(),
        session.createdAt(),
        session.lastSeenAt(),
        session.address(),
        session.userAgent(),
        tokenSha256);
  }

  /** The session of a cookie, or null. */
  public @Nullable Session byToken(byte[] tokenSha256) {
    return database.first(
        "select " + COLUMNS + " from session where token_sha256 = ?",
        SessionStore::session,
        tokenSha256);
  }

  /** Writes down that the session was used. */
  public void touch(UUID id, Instant now) {
    database.update(
        "update session set last_seen_at = greatest(last_seen_at, ?) where id = ?", now, id);
  }

  List<Session> ofAccount(UUID accountId) {
    return database.query(
        "select " + COLUMNS + " from session where account_id = ? order by last_seen_at desc",
        SessionStore::session,
        accountId);
  }

  boolean delete(UUID id, UUID accountId) {
    return database.update("delete from session where id = ? and account_id = ?", id, accountId)
        == 1;
  }

  /** Ends all sessions of an account but one and answers which. */
  List<UUID> deleteOthers(UUID accountId, UUID keep) {
    return database.query(
        "delete from session where account_id = ? and id <> ? returning id",
        row -> row.getObject("id", UUID.class),
        accountId,
        keep);
  }

  /** Which of these sessions exist and belong to an account that may still sign in. */
  public Set<UUID> existing(Collection<UUID> ids) {
    return new HashSet<>(
        database.query(
            """
            select s.id from session s join account a on a.id = s.account_id
            where s.id = any (?) and not a.disabled
            """,
            row -> row.getObject("id", UUID.class),
            (Object) ids.toArray(UUID[]::new)));
  }

  int deleteEnded(Instant createdBefore, Instant lastSeenBefore) {
    return database.update(
        "delete from session where created_at <= ? or last_seen_at <= ?",
        createdBefore,
        lastSeenBefore);
  }

  private static Session session(ResultSet row) throws SQLException {
    return new Session(
        row.getObject("id", UUID.class),
        row.getObject("account_id", UUID.class),
        Database.instant(row, "created_at"),
        Database.instant(row, "last_seen_at"),
        row.getString("address"),
        row.getString("user_agent"));
  }
}
