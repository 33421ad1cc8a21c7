package dev.tocsin.console.token;

import dev.tocsin.console.runtime.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The table of signing keys. */
@ApplicationScoped
class SigningKeyStore {

  private final Database database;

  SigningKeyStore(Database database) {
    this.database = database;
  }

  /** Held until the transaction ends, so that replicas do not each make a key. */
  void lock() {
    database.lock("signing-key");
  }

  List<SigningKey> all() {
    return database.query(
        """
        select kid, private_key, public_key, created_at, active_from
        from signing_key order by active_from
        """,
        SigningKeyStore::key);
  }

  void add(SigningKey key) {
    database.update(
        """
        insert into signing_key (kid, private_key, public_key, created_at, active_from)
        values (?, ?, ?, ?, ?)
        """,
        key.kid(),
        key.privateKey().getEncoded(),
        key.publicKey().getEncoded(),
        key.createdAt(),
        key.activeFrom());
  }

  void remove(String kid) {
    database.update("delete from signing_key where kid = ?", kid);
  }

  private static SigningKey key(ResultSet row) throws SQLException {
    try {
      KeyFactory factory = KeyFactory.getInstance("EC");
      return new SigningKey(
          row.getString("kid"),
          (ECPrivateKey)
              factory.generatePrivate(new PKCS8EncodedKeySpec(row.getBytes("private_key"))),
          (ECPublicKey) factory.generatePublic(new X509EncodedKeySpec(row.getBytes("public_key"))),
          Database.instant(row, "created_at"),
          Database.instant(row, "active_from"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a stored signing key cannot be read", e);
    }
  }
}
