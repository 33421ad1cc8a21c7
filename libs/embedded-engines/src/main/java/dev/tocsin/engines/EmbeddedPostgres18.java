package dev.tocsin.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * One PostgreSQL 18 server as a child process, listening on 127.0.0.1 with a password.
 *
 * <p>Works as root too (the server itself refuses root, so it then runs in a user namespace, or as
 * nobody where namespaces are forbidden). Starts on existing data, also after kill -9 of either
 * side.
 */
public final class EmbeddedPostgres18 implements AutoCloseable {

  /** The role that owns everything. */
  public static final String USER = "tocsin";

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  /**
   * What to start.
   *
   * @param dataDir the cluster's folder, made on first start
   * @param binariesDir where the programs are unpacked once
   * @param port TCP port on 127.0.0.1
   * @param password password of {@link #USER}, fixed when the cluster is made
   * @param log file that takes the server's messages
   * @param durable false gives up crash safety for speed; only for tests
   */
  public record Options(
      Path dataDir, Path binariesDir, int port, String password, Path log, boolean durable) {}

  private final Options options;
  private final TetheredProcess server;

  private EmbeddedPostgres18(Options options, TetheredProcess server) {
    this.options = options;
    this.server = server;
  }

  /** Starts the server and returns when it answers queries. */
  public static EmbeddedPostgres18 start(Options options) {
    var home = PostgresBinaries.unpackedIn(options.binariesDir());
    try {
      Files.createDirectories(options.dataDir().toAbsolutePath().getParent());
      Files.createDirectories(options.log().toAbsolutePath().getParent());
      var account = UnprivilegedAccount.find(options.dataDir());
      if (!Files.exists(options.dataDir().resolve("PG_VERSION"))) {
        makeCluster(home, options, account);
      }
      StalePostmaster.clear(options.dataDir());
      var postgres = new EmbeddedPostgres18(options, launch(home, options, account));
      postgres.awaitAnswer();
      return postgres;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start PostgreSQL in " + options.dataDir(), e);
    }
  }

  /** Stops a server that outlived its parent on {@code dataDir}; nothing to do is no error. */
  public static void stopLeftover(Path dataDir) throws IOException {
    StalePostmaster.clear(dataDir);
  }

  /** JDBC address of one database. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + options.port() + "/" + database;
  }

  public String password() {
    return options.password();
  }

  public long pid() {
    return server.process().pid();
  }

  public boolean isAlive() {
    return server.process().isAlive();
  }

  /** Makes the database unless it exists. */
  public void createDatabase(String name) {
    PostgresAdmin.createDatabase(jdbcUrl("postgres"), USER, options.password(), name);
  }

  /** Stops cleanly: open transactions are rolled back, everything committed is on disk. */
  @Override
  public void close() {
    server.signal("INT");
    try {
      if (!server.process().waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        server.signal("QUIT");
        server.process().waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      server.signal("QUIT");
      Thread.currentThread().interrupt();
    }
  }

  private static void makeCluster(Path home, Options options, UnprivilegedAccount account)
      throws IOException {
    Directories.delete(options.dataDir());
    account.own(Files.createDirectories(options.dataDir()));
    var passwordFile =
        Files.createTempFile(options.dataDir().toAbsolutePath().getParent(), "pg", "");
    try {
      Files.setPosixFilePermissions(passwordFile, PosixFilePermissions.fromString("rw-------"));
      Files.writeString(passwordFile, options.password());
      account.own(passwordFile);
      var command = new ArrayList<>(account.prefix());
      command.add(home.resolve("bin/initdb").toString());
      command.addAll(List.of("-D", options.dataDir().toAbsolutePath().toString(), "-U", USER));
      command.addAll(List.of("-A", "scram-sha-256", "--pwfile", passwordFile.toString()));
      command.addAll(List.of("-E", "UTF8", "--locale=C", "--locale-provider=builtin"));
      command.addAll(List.of("--builtin-locale=C.UTF-8", options.durable() ? "-k" : "-N"));
      var initdb =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(options.log().toFile()))
              .start();
      if (initdb.waitFor() != 0) {
        Directories.delete(options.dataDir());
        throw new IOException("initdb failed; see " + options.log());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while making the cluster", e);
    } finally {
      Files.deleteIfExists(passwordFile);
    }
  }

  private static TetheredProcess launch(Path home, Options options, UnprivilegedAccount account) {
    var command = new ArrayList<>(account.prefix());
    command.add(home.resolve("bin/postgres").toString());
    command.addAll(List.of("-D", options.dataDir().toAbsolutePath().toString()));
    for (var setting : settings(options).entrySet()) {
      command.addAll(List.of("-c", setting.getKey() + "=" + setting.getValue()));
    }
    return TetheredProcess.start(
        "INT",
        command,
        Map.of("LC_ALL", "C", "TZ", "UTC"),
        ProcessBuilder.Redirect.appendTo(options.log().toFile()));
  }

  /** Small on purpose: one machine, six databases, short rows. */
  private static Map<String, String> settings(Options options) {
    var always =
        Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("port", Integer.toString(options.port())),
            Map.entry("unix_socket_directories", ""),
            Map.entry("max_connections", "120"),
            Map.entry("shared_buffers", "48MB"),
            Map.entry("work_mem", "4MB"),
            Map.entry("maintenance_work_mem", "32MB"),
            Map.entry("max_wal_size", "256MB"),
            Map.entry("min_wal_size", "64MB"),
            Map.entry("jit", "off"),
            Map.entry("huge_pages", "off"),
            Map.entry("io_method", "sync"),
            Map.entry("max_parallel_workers", "0"),
            Map.entry("max_logical_replication_workers", "0"),
            Map.entry("autovacuum_max_workers", "1"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"),
            Map.entry("log_checkpoints", "off"),
            Map.entry("log_line_prefix", "%m [%p] %d "));
    var all = new java.util.TreeMap<>(always);
    if (!options.durable()) {
      all.putAll(Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off"));
    }
    return all;
  }

  private void awaitAnswer() throws IOException {
    var deadline = System.nanoTime() + START_LIMIT.toNanos();
    @Nullable SQLException last = null;
    while (System.nanoTime() < deadline) {
      if (!isAlive()) {
        throw new IOException("PostgreSQL ended while starting; see " + options.log());
      }
      try (var connection = connect()) {
        if (connection.isValid(2)) {
          return;
        }
      } catch (SQLException e) {
        last = e;
        if ("28P01".equals(e.getSQLState())) {
          close();
          throw new IOException("the password does not fit the data in " + options.dataDir(), e);
        }
      }
      pause();
    }
    close();
    throw new IOException(
        "PostgreSQL gave no answer within " + START_LIMIT.toSeconds() + " s", last);
  }

  private Connection connect() throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", USER);
    properties.setProperty("password", options.password());
    properties.setProperty("connectTimeout", "2");
    @Nullable Connection connection = new Driver().connect(jdbcUrl("postgres"), properties);
    if (connection == null) {
      throw new SQLException("not a PostgreSQL address");
    }
    return connection;
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while PostgreSQL was starting", e);
    }
  }
}
