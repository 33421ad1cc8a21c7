package dev.tocsin.incident.escalation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.incident.sql.Columns;
import dev.tocsin.incident.sql.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Table {@code policy_version}: versions are added, never changed. */
@ApplicationScoped
public class PolicyStore {

  private static final TypeReference<List<Level>> LEVELS = new TypeReference<>() {};
  private static final int POLICY_LOCK = 4;

  private final ObjectMapper json;

  PolicyStore(ObjectMapper json) {
    this.json = json;
  }

  /** The newest version of every policy. */
  public List<Policy> all(Tx tx) throws SQLException {
    return tx.list(
        "SELECT DISTINCT ON (name) * FROM policy_version ORDER BY name, version DESC",
        this::policy);
  }

  /** The newest version of one policy, or null. */
  public @Nullable Policy current(Tx tx, String name) throws SQLException {
    return tx.first(
        "SELECT * FROM policy_version WHERE name = ? ORDER BY version DESC LIMIT 1",
        this::policy,
        name);
  }

  /** A version that an escalation began with. */
  public Policy version(Tx tx, String name, int version) throws SQLException {
    return tx.one(
        "SELECT * FROM policy_version WHERE name = ? AND version = ?", this::policy, name, version);
  }

  /** Adds the first or the next version. */
  public Policy put(Tx tx, String name, List<Level> levels, int repeats, String changedBy)
      throws SQLException {
    tx.lock(POLICY_LOCK, name);
    Policy known = current(tx, name);
    return tx.one(
        "INSERT INTO policy_version (name, version, levels, repeats, changed_by)"
            + " VALUES (?, ?, ?::jsonb, ?, ?) RETURNING *",
        this::policy,
        name,
        known == null ? 1 : known.version() + 1,
        write(levels),
        repeats,
        changedBy);
  }

  private Policy policy(Columns row) throws SQLException {
    try {
      return new Policy(
          row.text("name"),
          row.number("version"),
          json.readValue(row.text("levels"), LEVELS),
          row.number("repeats"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored levels cannot be read", e);
    }
  }

  private String write(List<Level> levels) {
    try {
      return json.writeValueAsString(levels);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("levels cannot be written as JSON", e);
    }
  }
}
