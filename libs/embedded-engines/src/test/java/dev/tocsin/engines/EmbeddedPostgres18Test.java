package dev.tocsin.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgres18Test {

  private static final Path BINARIES = Path.of("target", "binaries");

  @TempDir Path folder;

  @Test
  void keepsCommittedRowsAcrossAStopAndAKill() throws Exception {
    try (var postgres = EmbeddedPostgres18.start(options("secret"))) {
      postgres.createDatabase("shop");
      postgres.createDatabase("shop");
      update(postgres, "CREATE TABLE t (n int)", "INSERT INTO t VALUES (18)");
      assertThat(query(postgres, "SHOW server_version")).startsWith("18.");
    }
    var killed = EmbeddedPostgres18.start(options("secret"));
    update(killed, "INSERT INTO t VALUES (19)");
    ProcessHandle.of(killed.pid()).orElseThrow().destroyForcibly();
    ProcessHandle.of(killed.pid()).ifPresent(process -> process.onExit().join());

    try (var again = EmbeddedPostgres18.start(options("secret"))) {
      assertThat(query(again, "SELECT sum(n) FROM t")).isEqualTo("37");
    }
  }

  @Test
  void stopsAnOlderServerThatStillRunsOnTheSameFolder() throws Exception {
    var forgotten = EmbeddedPostgres18.start(options("secret"));

    try (var postgres = EmbeddedPostgres18.start(options("secret"))) {
      assertThat(forgotten.isAlive()).isFalse();
      assertThat(query(postgres, "SELECT 1", "postgres")).isEqualTo("1");
    }
  }

  @Test
  void asksForThePassword() throws Exception {
    try (var postgres = EmbeddedPostgres18.start(options("secret"))) {
      var url = postgres.jdbcUrl("postgres");

      assertThatThrownBy(() -> DriverManager.getConnection(url, "tocsin", "wrong").close())
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password");
    }
  }

  @Test
  void saysThatThePasswordDoesNotFitTheData() {
    EmbeddedPostgres18.start(options("one")).close();

    assertThatThrownBy(() -> EmbeddedPostgres18.start(options("two")))
        .rootCause()
        .hasMessageContaining("password");
  }

  @Test
  void aTetheredChildEndsWhenItsPipeEnds() throws Exception {
    var child =
        TetheredProcess.start(
            "TERM",
            java.util.List.of("sleep", "60"),
            java.util.Map.of(),
            ProcessBuilder.Redirect.DISCARD);

    child.process().getOutputStream().close();

    assertThat(child.process().waitFor(5, TimeUnit.SECONDS)).isTrue();
  }

  private EmbeddedPostgres18.Options options(String password) {
    return new EmbeddedPostgres18.Options(
        folder.resolve("pg"), BINARIES, FreePorts.next(), password, folder.resolve("pg.log"), true);
  }

  private static void update(EmbeddedPostgres18 postgres, String... statements) throws Exception {
    try (var connection =
            DriverManager.getConnection(
                postgres.jdbcUrl("shop"), EmbeddedPostgres18.USER, postgres.password());
        var statement = connection.createStatement()) {
      for (var each : statements) {
        statement.execute(each);
      }
    }
  }

  private static String query(EmbeddedPostgres18 postgres, String sql) throws Exception {
    return query(postgres, sql, "shop");
  }

  private static String query(EmbeddedPostgres18 postgres, String sql, String database)
      throws Exception {
    try (var connection =
            DriverManager.getConnection(
                postgres.jdbcUrl(database), EmbeddedPostgres18.USER, postgres.password());
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }
}
