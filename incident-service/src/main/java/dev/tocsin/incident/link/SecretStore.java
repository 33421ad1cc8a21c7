package dev.tocsin.incident.link;

import dev.tocsin.incident.sql.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;

/** Table {@code secret}: made once, the same for all replicas. */
@ApplicationScoped
public class SecretStore {

  private static final int BYTES = 32;

  /** The secret of this name; made on the first call. */
  public String get(Tx tx, String name) throws SQLException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    tx.update(
        "INSERT INTO secret (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING",
        name,
        HexFormat.of().formatHex(random));
    return tx.one("SELECT value FROM secret WHERE name = ?", row -> row.text("value"), name);
  }
}
