package dev.tocsin.logs.segment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/** One DuckDB instance in memory; every thread takes its own connection from it. */
public final class DuckDb implements AutoCloseable {

  private final DuckDBConnection root;

  /**
   * Opens the instance. Extensions are neither fetched nor loaded by themselves; what does not fit
   * into the limit is spilled below {@code temp}.
   */
  public DuckDb(Path temp, String memoryLimit, int threads) throws SQLException {
    var settings = new Properties();
    settings.setProperty("memory_limit", memoryLimit);
    settings.setProperty("threads", Integer.toString(threads));
    settings.setProperty("temp_directory", temp.toString());
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("preserve_insertion_order", "true");
    root = (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:", settings);
  }

  /** A connection for one thread; the caller closes it. */
  public DuckDBConnection connect() throws SQLException {
    var connection = (DuckDBConnection) root.duplicate();
    execute(connection, "SET TimeZone='UTC'");
    return connection;
  }

  /** Runs a statement that returns nothing; each call takes a fresh Statement. */
  public static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * The driver unpacks its native library into the system's temporary folder at each start; a
   * process that was killed leaves it there. Removes copies that are older than {@code age}.
   */
  static void sweepLibraries(Instant now, Duration age) throws IOException {
    Path temp = Path.of(System.getProperty("java.io.tmpdir"));
    try (var files = Files.newDirectoryStream(temp, "libduckdb_java*.so")) {
      for (Path file : files) {
        if (Files.getLastModifiedTime(file).compareTo(FileTime.from(now.minus(age))) < 0) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  @Override
  public void close() throws SQLException {
    root.close();
  }
}
