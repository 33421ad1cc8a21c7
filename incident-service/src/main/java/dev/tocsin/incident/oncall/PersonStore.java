package dev.tocsin.incident.oncall;

import dev.tocsin.incident.sql.Columns;
import dev.tocsin.incident.sql.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Table {@code person}. */
@ApplicationScoped
public class PersonStore {

  /** Everybody, by name. */
  public List<Person> all(Tx tx) throws SQLException {
    return tx.list("SELECT * FROM person ORDER BY name, id LIMIT 1000", PersonStore::person);
  }

  /** One person, or null. */
  public @Nullable Person find(Tx tx, UUID id) throws SQLException {
    return tx.first("SELECT * FROM person WHERE id = ?", PersonStore::person, id);
  }

  /** The person paged when a policy leads to nobody, or null before the first start is done. */
  public @Nullable Person fallback(Tx tx) throws SQLException {
    return tx.first("SELECT * FROM person WHERE fallback", PersonStore::person);
  }

  /** Adds a person. */
  public Person add(Tx tx, String name, String email, @Nullable String webhookUrl, boolean fallback)
      throws SQLException {
    return tx.one(
        "INSERT INTO person (name, email, webhook_url, fallback) VALUES (?, ?, ?, ?) RETURNING *",
        PersonStore::person,
        name,
        email,
        webhookUrl,
        fallback);
  }

  /** Changes how a person is called and reached; null when there is no such person. */
  public @Nullable Person change(
      Tx tx, UUID id, String name, String email, @Nullable String webhookUrl) throws SQLException {
    return tx.first(
        "UPDATE person SET name = ?, email = ?, webhook_url = ?, updated_at = now()"
            + " WHERE id = ? RETURNING *",
        PersonStore::person,
        name,
        email,
        webhookUrl,
        id);
  }

  private static Person person(Columns row) throws SQLException {
    return new Person(
        row.uuid("id"),
        row.text("name"),
        row.text("email"),
        row.textOrNull("webhook_url"),
        row.bool("fallback"));
  }
}
