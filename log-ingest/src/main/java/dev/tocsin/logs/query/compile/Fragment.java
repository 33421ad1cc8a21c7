package dev.tocsin.logs.query.compile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A piece of SQL with the values for its question marks.
 *
 * @param sql text; only our own words and quoted column names
 * @param values in the order of the question marks
 */
record Fragment(String sql, List<Object> values) {

  static Fragment of(String sql, Object... values) {
    return new Fragment(sql, List.of(values));
  }

  /** Puts pieces into the places marked {@code %s}, values in the same order. */
  static Fragment format(String template, Fragment... parts) {
    Object[] texts = new Object[parts.length];
    var values = new ArrayList<Object>();
    for (int i = 0; i < parts.length; i++) {
      texts[i] = parts[i].sql;
      values.addAll(parts[i].values);
    }
    return new Fragment(template.formatted(texts), values);
  }

  static Fragment join(String separator, Collection<Fragment> parts, String whenEmpty) {
    if (parts.isEmpty()) {
      return of(whenEmpty);
    }
    var sql = new StringBuilder("(");
    var values = new ArrayList<Object>();
    for (Fragment part : parts) {
      sql.append(sql.length() == 1 ? "" : separator).append(part.sql);
      values.addAll(part.values);
    }
    return new Fragment(sql.append(')').toString(), values);
  }

  static Fragment or(Collection<Fragment> parts) {
    return join(" OR ", parts, "false");
  }
}
