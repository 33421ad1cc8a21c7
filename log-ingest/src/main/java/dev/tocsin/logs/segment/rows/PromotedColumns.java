package dev.tocsin.logs.segment.rows;

import dev.tocsin.logs.segment.arrow.Column;
import dev.tocsin.logs.segment.arrow.NamedColumn;
import dev.tocsin.logs.segment.arrow.NumberColumn;
import dev.tocsin.logs.segment.arrow.NumberColumn.Kind;
import dev.tocsin.logs.segment.arrow.TextColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The columns of promoted attributes; kept from flush to flush as long as they are chosen. */
final class PromotedColumns {

  private final int capacity;
  private Map<String, Column> known = new HashMap<>();
  private List<Column> columns = List.of();
  private Promotion promotion = Promotion.NONE;
  private boolean[] used = {};

  PromotedColumns(int capacity) {
    this.capacity = capacity;
  }

  void begin(Promotion chosen) {
    var next = new HashMap<String, Column>();
    var list = new ArrayList<Column>();
    for (Promotion.Column column : chosen.columns()) {
      Column made = known.get(column.name());
      made = made == null ? make(column) : made;
      next.put(column.name(), made);
      list.add(made);
    }
    known = next;
    columns = list;
    promotion = chosen;
    used = new boolean[list.size()];
  }

  List<Column> columns() {
    return columns;
  }

  /** Sets a value when it has a column. */
  boolean set(int at, int key, byte type, long value, byte[] data) {
    int number = promotion.column(key, type);
    if (number < 0) {
      return false;
    }
    used[number] = true;
    switch (columns.get(number)) {
      case TextColumn text -> text.set(at, data, Attributes.from(value), Attributes.length(value));
      case NumberColumn numbers -> numbers.set(at, value);
      case NamedColumn none -> throw new IllegalStateException(none.name());
    }
    return true;
  }

  void forgetUse() {
    used = new boolean[used.length];
  }

  List<String> used() {
    var names = new ArrayList<String>();
    for (int i = 0; i < used.length; i++) {
      if (used[i]) {
        names.add(columns.get(i).name());
      }
    }
    return names;
  }

  private Column make(Promotion.Column column) {
    return switch (column.type()) {
      case TEXT -> new TextColumn(column.name(), capacity);
      case INTEGER -> new NumberColumn(column.name(), Kind.LONG, capacity);
      case DECIMAL -> new NumberColumn(column.name(), Kind.DOUBLE, capacity);
      case BOOLEAN -> new NumberColumn(column.name(), Kind.BOOLEAN, capacity);
    };
  }
}
