package dev.tocsin.logs.query.compile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The promoted attribute columns that a table or file has beside the fixed ones: {@code s:key}
 * text, {@code i:key} integers, {@code d:key} decimals, {@code b:key} truth values.
 *
 * @param promoted their names
 */
public record Columns(Set<String> promoted) {

  /** Only the fixed columns. */
  public static final Columns FIXED = new Columns(Set.of());

  private static final List<String> TYPES = List.of("s:", "i:", "d:", "b:");

  /** Keeps its own copy, in a stable order. */
  public Columns {
    promoted = java.util.Collections.unmodifiableSet(new TreeSet<>(promoted));
  }

  /** These columns; names of other kinds are left out. */
  public static Columns of(Collection<String> names) {
    var promoted = new TreeSet<String>();
    for (String name : names) {
      if (name.length() > 2 && TYPES.contains(name.substring(0, 2))) {
        promoted.add(name);
      }
    }
    return new Columns(promoted);
  }

  /** The columns of one attribute. */
  List<String> of(String key) {
    var found = new ArrayList<String>();
    for (String type : TYPES) {
      if (promoted.contains(type + key)) {
        found.add(type + key);
      }
    }
    return found;
  }

  /** A name as SQL writes it. */
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
