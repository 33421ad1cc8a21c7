package dev.tocsin.logs.segment;

import static dev.tocsin.logs.segment.RandomLogs.number;
import static dev.tocsin.logs.segment.RandomLogs.request;
import static dev.tocsin.logs.segment.RandomLogs.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.logs.record.LogEntry;
import dev.tocsin.logs.segment.SegmentFile.Summary;
import dev.tocsin.logs.segment.files.LocalFiles;
import dev.tocsin.logs.segment.files.SegmentFiles;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A merged segment holds the rows of its sources, in order, with blocks and filters. */
class SegmentMergeTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Summary ANY = new Summary(0, 0, 1, 0, List.of(), List.of());
  private static final Comparator<LogEntry> ORDER =
      Comparator.comparing((LogEntry row) -> row.service().getBytes(UTF_8), Arrays::compareUnsigned)
          .thenComparingLong(LogEntry::timeNs)
          .thenComparing(LogEntry::position);

  @TempDir Path folder;
  private SegmentFiles files;
  private DuckDb database;
  private DuckDBConnection connection;
  private SegmentBuffer buffer;
  private long offset;

  @BeforeEach
  void open() throws SQLException {
    files = new LocalFiles(folder);
    database = new DuckDb(files.scratch(), "256MB", 2);
    connection = database.connect();
    buffer = new SegmentBuffer(files, database.connect(), "rows");
  }

  @AfterEach
  void close() throws SQLException {
    buffer.close();
    connection.close();
    database.close();
  }

  @Test
  void rowsOfAllSourcesAreThereOnceAndInOrder() throws Exception {
    for (long seed = 1; seed <= 6; seed++) {
      var random = new Random(seed);
      var sources = new ArrayList<SegmentFile>();
      for (int n = 2 + random.nextInt(6); n > 0; n--) {
        for (int batches = 5 + random.nextInt(20); batches > 0; batches--) {
          buffer.append(1, 0, offset++, 7, request(random).toByteArray());
        }
        sources.add(flush());
      }
      check(sources, merge(sources), "seed " + seed);
    }
  }

  @Test
  void manySlicesKeepTheOrderAndNumberTheBlocks() throws Exception {
    var sources = new ArrayList<SegmentFile>();
    for (int file = 0; file < 4; file++) {
      for (int batch = 0; batch < 100; batch++) {
        var scope = ScopeLogs.newBuilder();
        for (int i = 0; i < 1000; i++) {
          long second = (i * 7 + batch) % 60;
          scope.addLogRecords(
              LogRecord.newBuilder()
                  .setTimeUnixNano(1_000_000_000L * second + i)
                  .setBody(text("", "row" + offset + "x" + i).getValue())
                  .addAttributes(number("n", i)));
        }
        buffer.append(1, 0, offset++, 7, request(scope, "svc" + batch % 3).toByteArray());
      }
      sources.add(flush());
    }
    var merged = merge(sources);
    assertThat(merged.blocks()).isEqualTo(Math.ceilDiv(400_000, SegmentFormat.BLOCK_ROWS));
    try (var lease = files.open(List.of(merged.file()));
        var statement = connection.createStatement()) {
      var wrong =
          statement.executeQuery(
              "SELECT count(*), count(*) FILTER (WHERE block <> file_row_number // "
                  + SegmentFormat.BLOCK_ROWS
                  + "), count(DISTINCT (k_offset, k_index)) FROM read_parquet("
                  + SegmentSql.literal(lease.paths().iterator().next().toString())
                  + ", file_row_number = true)");
      wrong.next();
      assertThat(wrong.getLong(1)).isEqualTo(400_000);
      assertThat(wrong.getLong(2)).isZero();
      assertThat(wrong.getLong(3)).isEqualTo(400_000);
    }
    assertThat(read(merged.file())).isSortedAccordingTo(ORDER);
    try (var lease = files.openFilters(List.of(merged.file()))) {
      var filter = FilterFile.open(lease.paths().iterator().next());
      for (LogEntry row : read(merged.file()).subList(150_000, 151_000)) {
        assertThat(filter.token(Tokens.hash(row.body())).isEmpty()).isFalse();
      }
    }
  }

  @Test
  void moreColumnsThanFitGoBackAmongTheAttributes() throws Exception {
    var sources = new ArrayList<SegmentFile>();
    for (int file = 0; file < 3; file++) {
      var scope = ScopeLogs.newBuilder();
      for (int i = 0; i < 10 * (file + 1); i++) {
        var record = LogRecord.newBuilder().setTimeUnixNano(i + 1);
        for (int key = 0; key < 40; key++) {
          record.addAttributes(text("f" + file + "k" + key, "v\n\"" + i));
          record.addAttributes(number("f" + file + "n" + key, i));
        }
        scope.addLogRecords(record);
      }
      buffer.append(1, 0, offset++, 7, request(scope, "wide").toByteArray());
      sources.add(flush());
    }
    var merged = merge(sources);
    assertThat(merged.columns()).hasSize(SegmentFormat.MOST_PROMOTED);
    check(sources, merged, "wide");
  }

  private SegmentFile flush() throws Exception {
    var file = buffer.write().getFirst().file();
    buffer.clear();
    return file;
  }

  private SegmentFile merge(List<SegmentFile> sources) throws Exception {
    var parts =
        sources.stream()
            .map(one -> new MergeSource(one.file(), one.summary().rows(), one.columns()))
            .toList();
    return new SegmentMerge(files, "256MB").merge(1, parts, ANY);
  }

  private void check(List<SegmentFile> sources, SegmentFile merged, String what) throws Exception {
    var wanted = new ArrayList<LogEntry>();
    for (SegmentFile source : sources) {
      wanted.addAll(read(source.file()));
    }
    wanted.sort(ORDER);
    var rows = read(merged.file());
    assertThat(rows).as(what).hasSameSizeAs(wanted);
    try (var lease = files.openFilters(List.of(merged.file()))) {
      var filter = FilterFile.open(lease.paths().iterator().next());
      assertThat(filter.blocks()).isEqualTo(merged.blocks()).isEqualTo(1);
      for (int i = 0; i < rows.size(); i++) {
        LogEntry row = rows.get(i);
        assertThat(row.position()).as(what + " row " + i).isEqualTo(wanted.get(i).position());
        assertThat(row.body()).isEqualTo(wanted.get(i).body());
        assertThat(row.traceId()).isEqualTo(wanted.get(i).traceId());
        assertThat(row.resource()).isEqualTo(wanted.get(i).resource());
        var attributes = JSON.readTree(row.attributes());
        assertThat(attributes).isEqualTo(JSON.readTree(wanted.get(i).attributes()));
        assertThat(Tokens.of(row.body())).allMatch(t -> filter.token(Tokens.hash(t)).get(0));
        for (JsonNode node : attributes) {
          assertThat(
                  node.isTextual() || node.isNumber()
                      ? Tokens.of(node.asText())
                      : List.<String>of())
              .as(node.toString())
              .allMatch(t -> filter.token(Tokens.hash(t)).get(0));
        }
        assertThat(row.traceId().isEmpty() || filter.trace(row.traceId()).get(0)).isTrue();
      }
    }
  }

  private List<LogEntry> read(String file) throws SQLException {
    try (var lease = files.open(List.of(file));
        var statement = connection.createStatement()) {
      var rows =
          statement.executeQuery(
              "SELECT "
                  + StoredRows.COLUMNS
                  + StoredRows.from(connection, SegmentSql.files(lease.paths())));
      var read = new ArrayList<LogEntry>();
      while (rows.next()) {
        read.add(StoredRows.row(rows));
      }
      return read;
    }
  }
}
