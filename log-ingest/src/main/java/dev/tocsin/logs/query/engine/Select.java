package dev.tocsin.logs.query.engine;

import dev.tocsin.logs.query.compile.Columns;
import dev.tocsin.logs.query.compile.Predicate;
import dev.tocsin.logs.query.compile.SqlCompiler;
import dev.tocsin.logs.query.language.Field;
import java.util.List;
import java.util.stream.Stream;

/** What is wanted of each row; may differ in its SQL from file to file, never in its types. */
public interface Select {

  /** The expressions for files with these promoted columns; they become c0, c1, …. */
  List<Predicate> expressions(Columns columns);

  /** The same SQL for all files. */
  static Select of(String... expressions) {
    List<Predicate> same =
        Stream.of(expressions).map(sql -> new Predicate(sql, List.of())).toList();
    return columns -> same;
  }

  /** A field as text. */
  static Select text(Field field) {
    return columns -> List.of(SqlCompiler.text(field, columns));
  }

  /** These and then those. */
  default Select and(Select more) {
    return columns ->
        Stream.concat(expressions(columns).stream(), more.expressions(columns).stream()).toList();
  }
}
