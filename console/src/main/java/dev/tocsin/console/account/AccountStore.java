package dev.tocsin.console.account;

import dev.tocsin.console.runtime.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of accounts. */
@ApplicationScoped
public class AccountStore {

  private static final String COLUMNS = "id, username, name, role, disabled, created_at";

  private final Database database;

  AccountStore(Database database) {
    this.database = database;
  }

  /** The account and its password hash, or null. */
  public @Nullable WithHash byUsername(String username) {
    return database.first(
        "select " + COLUMNS + ", password_hash from account where username = ?",
        row -> new WithHash(account(row), row.getString("password_hash")),
        username);
  }

  /** One account, or null. */
  public @Nullable Account byId(UUID id) {
    return database.first(
        "select " + COLUMNS + " from account where id = ?", AccountStore::account, id);
  }

  /** All accounts by user name. */
  public List<Account> all() {
    return database.query(
        "select " + COLUMNS + " from account order by username", AccountStore::account);
  }

  /** Whether there is no account yet. */
  public boolean none() {
    return database.first("select 1 from account limit 1", row -> true) == null;
  }

  /**
   * Adds an account.
   *
   * @return false when the user name is taken
   */
  public boolean add(Account account, String passwordHash) {
    return database.update(
            """
            insert into account (id, username, name, role, disabled, created_at, password_hash)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (username) do nothing
            """,
            account.id(),
            account.username(),
            account.name(),
            account.role(),
            account.disabled(),
            account.createdAt(),
            passwordHash)
        == 1;
  }

  private static Account account(ResultSet row) throws SQLException {
    return new Account(
        row.getObject("id", UUID.class),
        row.getString("username"),
        row.getString("name"),
        row.getString("role"),
        row.getBoolean("disabled"),
        Database.instant(row, "created_at"));
  }

  /**
   * An account with what its password is checked against.
   *
   * @param account the account
   * @param passwordHash bcrypt, never leaves the service
   */
  public record WithHash(Account account, String passwordHash) {}
}
