package dev.tocsin.logs.action.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.logs.action.metric.LogMetric;
import dev.tocsin.logs.query.compile.Columns;
import dev.tocsin.problem.FieldErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Definitions of log metrics over a table as the writer has it. */
class CountSqlTest {

  private Connection duck;

  @BeforeEach
  void table() throws SQLException {
    duck = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
    execute(
        """
        CREATE TABLE lines (project BIGINT, time_ns BIGINT, severity SMALLINT, severity_text VARCHAR,
          service VARCHAR, body VARCHAR, trace_id VARCHAR, span_id VARCHAR, scope VARCHAR,
          resource VARCHAR, attributes VARCHAR, "i:took" BIGINT)""");
  }

  @AfterEach
  void close() throws SQLException {
    duck.close();
  }

  @Test
  void aNumberMakesALineGoodOrBadAndItsAbsenceNeither() throws SQLException {
    add(1, 0, "shop", "{}", 299L);
    add(1, 1, "shop", "{}", 300L);
    add(1, 2, "shop", "{}", 301L);
    add(1, 11, "shop", "{\"took\":\"12\"}", null);
    add(1, 12, "shop", "{\"took\":\"soon\"}", null);
    add(1, 13, "shop", "{}", null);
    add(1, 14, "other", "{}", 1L);
    add(2, 15, "shop", "{}", 1L);

    var cells = count(new LogMetric(null, "service:shop", null, null, "took", 300.0, null, null));

    assertThat(cells).containsExactlyInAnyOrder(new Cell(0, "", 2, 3), new Cell(1, "", 1, 1));
  }

  @Test
  void badIsTheOppositeOfGood() throws SQLException {
    add(1, 0, "shop", "{\"code\":\"500\"}", null);
    add(1, 1, "shop", "{\"code\":\"200\"}", null);
    add(1, 2, "shop", "{}", null);

    var cells = count(new LogMetric(null, null, null, "code:>=500", null, null, null, null));

    assertThat(cells).containsExactly(new Cell(0, "", 2, 3));
  }

  @Test
  void tooManyGroupsShareOnePlaceAndNoLineIsLost() throws SQLException {
    for (int i = 0; i < 30; i++) {
      add(1, 0, "shop", "{\"user\":\"u" + i + "\"}", null);
    }
    add(1, 1, "shop", "{\"user\":\"u7\"}", null);
    add(1, 2, "shop", "{\"user\":\"nul\\u0000l\"}", null);
    add(1, 3, "shop", "{}", null);
    add(1, 4, "shop", "{}", null);

    var cells = count(new LogMetric(null, null, "level<error", null, null, null, "user", 2));

    assertThat(cells)
        .containsExactlyInAnyOrder(
            new Cell(0, "u7", 2, 2),
            new Cell(0, Counting.NO_GROUP, 2, 2),
            new Cell(0, Counting.OTHER_GROUPS, 30, 30));
  }

  private List<Cell> count(LogMetric metric) throws SQLException {
    var errors = new FieldErrors();
    Counting counting = metric.counting(errors, 1, 1, 1);
    assertThat(errors.list()).isEmpty();
    return CountSql.live(duck, "lines", Columns.of(List.of("i:took")), counting);
  }

  private void add(long project, int second, String service, String attributes, @Nullable Long took)
      throws SQLException {
    try (var insert =
        duck.prepareStatement(
            "INSERT INTO lines VALUES (?, ?, 9, '', ?, 'hello', NULL, NULL, '', '{}', ?, ?)")) {
      insert.setLong(1, project);
      insert.setLong(2, second * 1_000_000_000L);
      insert.setString(3, service);
      insert.setString(4, attributes);
      insert.setObject(5, took);
      insert.executeUpdate();
    }
  }

  private void execute(String sql) throws SQLException {
    try (var statement = duck.createStatement()) {
      statement.execute(sql);
    }
  }
}
