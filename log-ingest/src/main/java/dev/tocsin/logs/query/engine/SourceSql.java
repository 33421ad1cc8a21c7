package dev.tocsin.logs.query.engine;

import dev.tocsin.logs.query.compile.Columns;
import dev.tocsin.logs.query.compile.Predicate;
import dev.tocsin.logs.query.compile.SqlCompiler;
import dev.tocsin.logs.query.engine.Plan.Chosen;
import dev.tocsin.logs.segment.SegmentFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The rows of some segments as a subquery. Values are bound; paths and numbers are our own. */
final class SourceSql {

  private SourceSql() {}

  /**
   * Rows of segments that read alike, with the selected expressions as c0, c1, ….
   *
   * @param condition more that must hold
   */
  static Predicate rows(
      Scope scope, List<Chosen> parts, Collection<Path> paths, Select select, Predicate condition) {
    Chosen first = parts.getFirst();
    Columns columns = first.segment().columns();
    var sql = new StringBuilder("SELECT ");
    var values = new ArrayList<Object>();
    int number = 0;
    for (Predicate one : select.expressions(columns)) {
      sql.append(number == 0 ? "" : ", ").append(one.sql()).append(" AS c").append(number++);
      values.addAll(one.values());
    }
    sql.append(" FROM ").append(files(paths)).append(" WHERE true");
    long min = parts.stream().mapToLong(part -> part.segment().minNs()).min().orElse(0);
    long max = parts.stream().mapToLong(part -> part.segment().maxNs()).max().orElse(0);
    if (min < scope.fromNs()) {
      sql.append(" AND time_ns >= ").append(scope.fromNs());
    }
    if (max >= scope.toNs()) {
      sql.append(" AND time_ns < ").append(scope.toNs());
    }
    BitSet blocks = first.blocks();
    if (blocks != null && blocks.cardinality() < first.segment().blocks()) {
      sql.append(" AND ").append(only(blocks));
    }
    for (Predicate one : List.of(condition, SqlCompiler.compile(first.expr(), columns))) {
      if (!one.sql().equals("true")) {
        sql.append(" AND ").append(one.sql());
        values.addAll(one.values());
      }
    }
    return new Predicate(sql.toString(), values);
  }

  /** A table function over exactly these files. */
  private static String files(Collection<Path> files) {
    return files.stream()
        .map(file -> "'" + file.toString().replace("'", "''") + "'")
        .collect(Collectors.joining(", ", "read_parquet([", "])"));
  }

  private static String only(BitSet blocks) {
    var ranges = new ArrayList<String>();
    for (int from = blocks.nextSetBit(0); from >= 0; ) {
      int to = blocks.nextClearBit(from) - 1;
      ranges.add(from == to ? "" + from : from + "-" + to);
      from = blocks.nextSetBit(to + 1);
    }
    boolean single = ranges.stream().noneMatch(range -> range.contains("-"));
    if (single || ranges.size() > 32) {
      return SegmentFormat.BLOCK
          + blocks.stream()
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(", ", " IN (", ")"));
    }
    return ranges.stream()
        .map(range -> range.split("-"))
        .map(ends -> SegmentFormat.BLOCK + " BETWEEN " + ends[0] + " AND " + ends[ends.length - 1])
        .collect(Collectors.joining(" OR ", "(", ")"));
  }
}
