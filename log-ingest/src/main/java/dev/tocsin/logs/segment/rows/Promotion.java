package dev.tocsin.logs.segment.rows;

import dev.tocsin.logs.segment.SegmentFormat;
import dev.tocsin.logs.segment.SegmentFormat.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * Which attributes get columns of their own: those that at least one row in fifty has, the most
 * frequent first, and never more than {@link SegmentFormat#MOST_PROMOTED}.
 */
final class Promotion {

  private static final int ONE_IN = 50;
  private static final int LONGEST_KEY = 200;

  /** One promoted column. */
  record Column(String name, Type type, int rows) {}

  /** Nothing has a column. */
  static final Promotion NONE = new Promotion(List.of(), new int[0]);

  private final List<Column> columns;
  private final int[] columnOf;

  private Promotion(List<Column> columns, int[] columnOf) {
    this.columns = columns;
    this.columnOf = columnOf;
  }

  /** Chooses for all rows of a buffer. */
  static Promotion of(RowBuffer rows) {
    var attributes = rows.attributes;
    int keys = attributes.keys.size();
    record Candidate(int place, Column column) {}
    var candidates = new ArrayList<Candidate>();
    for (int key = 0; key < keys; key++) {
      for (Type type : Type.values()) {
        int n = attributes.rowsWith(key, type.ordinal());
        if (n > 0 && (long) n * ONE_IN >= rows.rows) {
          var column = new Column(type.column(attributes.keys.text(key)), type, n);
          candidates.add(new Candidate(key * Attributes.TYPES + type.ordinal(), column));
        }
      }
    }
    candidates.sort(
        Comparator.comparingInt((Candidate c) -> -c.column().rows())
            .thenComparing(c -> c.column().name()));
    var chosen = new ArrayList<Column>();
    var names = new HashSet<String>();
    int[] columnOf = new int[keys * Attributes.TYPES];
    Arrays.fill(columnOf, -1);
    for (Candidate candidate : candidates) {
      String name = candidate.column().name();
      if (chosen.size() < SegmentFormat.MOST_PROMOTED
          && usable(name)
          && names.add(name.toLowerCase(Locale.ROOT))) {
        columnOf[candidate.place()] = chosen.size();
        chosen.add(candidate.column());
      }
    }
    return new Promotion(chosen, columnOf);
  }

  /** The column for a key and type; -1 when they have none. */
  int column(int key, byte type) {
    return columnOf[key * Attributes.TYPES + type];
  }

  List<Column> columns() {
    return columns;
  }

  /** SQL knows no difference in case between columns, and C ends a name at a zero. */
  private static boolean usable(String name) {
    return name.length() > 2 && name.length() <= LONGEST_KEY && name.indexOf('\0') < 0;
  }
}
