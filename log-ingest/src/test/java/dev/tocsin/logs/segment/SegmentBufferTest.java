package dev.tocsin.logs.segment;

import static dev.tocsin.logs.segment.RandomLogs.number;
import static dev.tocsin.logs.segment.RandomLogs.request;
import static dev.tocsin.logs.segment.RandomLogs.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tocsin.logs.record.BatchDecoder;
import dev.tocsin.logs.record.LogEntry;
import dev.tocsin.logs.segment.SegmentBuffer.Written;
import dev.tocsin.logs.segment.files.LocalFiles;
import dev.tocsin.logs.segment.files.SegmentFiles;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows come back from a segment as they went in, whatever they were. */
class SegmentBufferTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private SegmentFiles files;
  private DuckDb database;
  private DuckDBConnection connection;
  private SegmentBuffer buffer;

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
  void whateverGoesInComesBack() throws Exception {
    for (long seed = 1; seed <= 12; seed++) {
      var random = new Random(seed);
      var expected = new TreeMap<Long, List<LogEntry>>();
      int batches = 1 + random.nextInt(60);
      for (int offset = 0; offset < batches; offset++) {
        long project = 1 + random.nextInt(3);
        byte[] value = request(random).toByteArray();
        int partition = random.nextInt(4);
        var rows = BatchDecoder.decode(value, partition, offset, 5_000 + offset);
        assertThat(buffer.append(project, partition, offset, 5_000 + offset, value))
            .isEqualTo(rows.size());
        expected.computeIfAbsent(project, p -> new ArrayList<>()).addAll(rows);
      }
      check(buffer.write(), expected, "seed " + seed);
      buffer.clear();
    }
  }

  @Test
  void aBrokenBatchLeavesNothingBehind() throws Exception {
    var random = new Random(3);
    byte[] good = request(random).toByteArray();
    buffer.append(1, 0, 1, 7, good);
    for (int i = 0; i < 200; i++) {
      byte[] broken = request(random).toByteArray();
      int cut = 1 + random.nextInt(Math.max(1, broken.length - 1));
      var part = java.util.Arrays.copyOf(broken, cut);
      boolean whole = isRequest(part);
      long before = buffer.rows();
      if (!whole) {
        assertThatThrownBy(() -> buffer.append(1, 0, 2, 7, part))
            .isInstanceOf(InvalidProtocolBufferException.class);
        assertThat(buffer.rows()).isEqualTo(before);
      }
    }
    check(buffer.write(), Map.of(1L, BatchDecoder.decode(good, 0, 1, 7)), "after broken ones");
  }

  @Test
  void thousandsOfKeysAreKeptAndTheFrequentOnesHaveColumns() throws Exception {
    var scope = ScopeLogs.newBuilder();
    for (int i = 0; i < 3000; i++) {
      scope.addLogRecords(
          LogRecord.newBuilder()
              .setTimeUnixNano(1_000_000 + i)
              .addAttributes(text("rare" + i, "v" + i))
              .addAttributes(text("Often", "x" + i % 7))
              .addAttributes(text("often", "y"))
              .addAttributes(i % 2 == 0 ? text("mixed", "t") : number("mixed", i))
              .addAttributes(number("status", 200 + i % 300)));
    }
    byte[] value = request(scope, "shop").toByteArray();
    buffer.append(1, 0, 0, 0, value);
    var written = buffer.write();
    assertThat(written.getFirst().file().columns())
        .containsExactlyInAnyOrder("s:Often", "s:mixed", "i:mixed", "i:status");
    check(written, Map.of(1L, BatchDecoder.decode(value, 0, 0, 0)), "many keys");
  }

  @Test
  void everyTokenAndTraceIdOfABlockIsInItsFilter() throws Exception {
    var random = new Random(11);
    var values = new ArrayList<byte[]>();
    for (int offset = 0; offset < 120; offset++) {
      values.add(request(random).toByteArray());
      buffer.append(1, 0, offset, 1, values.getLast());
    }
    var file = buffer.write().getFirst().file();
    try (var lease = files.openFilters(List.of(file.file()))) {
      var filter = FilterFile.open(lease.paths().iterator().next());
      assertThat(filter.blocks()).isEqualTo(file.blocks()).isEqualTo(1);
      for (byte[] value : values) {
        for (LogEntry row : BatchDecoder.decode(value, 0, 0, 1)) {
          assertThat(Tokens.of(row.body())).allMatch(t -> filter.token(Tokens.hash(t)).get(0));
          for (var node : JSON.readTree(row.attributes())) {
            if (node.isTextual() || node.isNumber()) {
              assertThat(Tokens.of(node.asText()))
                  .as(node.toString())
                  .allMatch(t -> filter.token(Tokens.hash(t)).get(0));
            }
          }
          assertThat(row.traceId().isEmpty() || filter.trace(row.traceId()).get(0)).isTrue();
        }
      }
      assertThat(filter.token(Tokens.hash("neverseen")).isEmpty()).isTrue();
    }
  }

  @Test
  void blocksAreNumberedInOrderAndAreRowGroups() throws Exception {
    int rows = 2 * SegmentFormat.BLOCK_ROWS + 100;
    for (int batch = 0; batch * 500 < rows; batch++) {
      var scope = ScopeLogs.newBuilder();
      for (int i = batch * 500; i < Math.min(rows, batch * 500 + 500); i++) {
        scope.addLogRecords(LogRecord.newBuilder().setTimeUnixNano(1_000L + (i * 7919L) % rows));
      }
      buffer.append(1, 0, batch, 0, request(scope, "s" + batch % 3).toByteArray());
    }
    var file = buffer.write().getFirst().file();
    assertThat(file.blocks()).isEqualTo(3);
    try (var lease = files.open(List.of(file.file()));
        var statement = connection.createStatement()) {
      String path = SegmentSql.literal(lease.paths().iterator().next().toString());
      var groups =
          statement.executeQuery(
              "SELECT row_group_id, stats_min_value, stats_max_value, row_group_num_rows FROM"
                  + " parquet_metadata("
                  + path
                  + ") WHERE path_in_schema = 'block' ORDER BY 1");
      for (int block = 0; block < 3; block++) {
        assertThat(groups.next()).isTrue();
        assertThat(groups.getInt(2)).isEqualTo(block);
        assertThat(groups.getInt(3)).isEqualTo(block);
      }
      assertThat(groups.next()).isFalse();
      var unsorted =
          statement.executeQuery(
              "SELECT count(*) FROM (SELECT service, time_ns, lag(service) OVER w AS s,"
                  + " lag(time_ns) OVER w AS t FROM read_parquet("
                  + path
                  + ", file_row_number = true) WINDOW w AS (ORDER BY file_row_number))"
                  + " WHERE s > service OR (s = service AND t > time_ns)");
      unsorted.next();
      assertThat(unsorted.getLong(1)).isZero();
    }
  }

  private void check(List<Written> written, Map<Long, List<LogEntry>> expected, String what)
      throws Exception {
    var left = new TreeMap<>(expected);
    left.values().removeIf(List::isEmpty);
    for (Written one : written) {
      var file = one.file();
      var rows = read(file.file());
      var wanted = new ArrayList<>(left.remove(file.project()));
      var order =
          Comparator.comparing(
                  (LogEntry row) -> row.service().getBytes(UTF_8),
                  java.util.Arrays::compareUnsigned)
              .thenComparingLong(LogEntry::timeNs)
              .thenComparing(LogEntry::position);
      wanted.sort(order);
      assertThat(rows).as(what).hasSameSizeAs(wanted);
      for (int i = 0; i < rows.size(); i++) {
        assertThat(JSON.readTree(rows.get(i).attributes()))
            .as(what + " row " + i)
            .isEqualTo(JSON.readTree(wanted.get(i).attributes()));
        assertThat(plain(rows.get(i))).as(what + " row " + i).isEqualTo(plain(wanted.get(i)));
      }
      assertThat(file.summary().rows()).isEqualTo(rows.size());
      assertThat(one.counts().stream().mapToLong(SlotCount::count).sum()).isEqualTo(rows.size());
      assertThat(file.summary().minNs())
          .isEqualTo(rows.stream().mapToLong(LogEntry::timeNs).min().orElseThrow());
      assertThat(file.summary().services())
          .containsExactlyElementsOf(rows.stream().map(LogEntry::service).distinct().toList());
    }
    assertThat(left).as(what).isEmpty();
  }

  private static LogEntry plain(LogEntry row) {
    return new LogEntry(
        row.position(),
        row.timeNs(),
        row.observedNs(),
        row.severity(),
        row.service(),
        row.body(),
        "",
        row.resource(),
        row.traceId(),
        row.spanId(),
        row.scope());
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

  private static boolean isRequest(byte[] bytes) {
    try {
      ExportLogsServiceRequest.parseFrom(bytes);
      return true;
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }
}
