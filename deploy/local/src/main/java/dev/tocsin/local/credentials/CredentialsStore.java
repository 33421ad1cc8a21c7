package dev.tocsin.local.credentials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;

/** The file {@code credentials.env}: lines of {@code NAME=value} that a shell can source. */
public final class CredentialsStore {

  private final Path file;

  public CredentialsStore(Path file) {
    this.file = file;
  }

  /** What the file holds; empty when there is none. */
  public Map<String, String> read() throws IOException {
    var values = new LinkedHashMap<String, String>();
    if (Files.exists(file)) {
      for (var line : Files.readAllLines(file)) {
        var equals = line.indexOf('=');
        if (equals > 0 && !line.startsWith("#")) {
          values.put(line.substring(0, equals), line.substring(equals + 1));
        }
      }
    }
    return values;
  }

  /** Replaces the file at once; from its first byte on only its owner can read it. */
  public void write(Map<String, String> addresses, Credentials credentials) throws IOException {
    var text = new StringBuilder("# Made by the first start of Tocsin. Keep it to yourself.\n");
    addresses.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    credentials
        .values()
        .forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    Files.createDirectories(file.toAbsolutePath().getParent());
    var fresh =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            "credentials",
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
