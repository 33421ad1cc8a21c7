package dev.tocsin.logs.query.compile;

import java.util.ArrayList;
import java.util.List;

/** Where the value of one attribute lies. */
final class Attributes {

  private Attributes() {}

  /** The attribute as text, else the resource attribute as text, else NULL. */
  static Fragment text(String key, Columns columns) {
    var parts = new ArrayList<Fragment>();
    for (String column : columns.of(key)) {
      String name = Columns.quoted(column);
      parts.add(Fragment.of(column.startsWith("s:") ? name : name + "::VARCHAR"));
    }
    parts.add(inJson("attributes", key));
    parts.add(inJson("resource", key));
    Fragment list = Fragment.join(", ", parts, "");
    return new Fragment("coalesce" + list.sql(), list.values());
  }

  /** The attribute as text where it is no typed number or truth value; else NULL. */
  static Fragment looseText(String key, Columns columns) {
    List<String> typed = columns.of(key).stream().filter(c -> !c.startsWith("s:")).toList();
    var rest = new ArrayList<Fragment>();
    if (columns.promoted().contains("s:" + key)) {
      rest.add(Fragment.of(Columns.quoted("s:" + key)));
    }
    rest.add(inJson("attributes", key));
    rest.add(inJson("resource", key));
    Fragment list = Fragment.join(", ", rest, "");
    if (typed.isEmpty()) {
      return new Fragment("coalesce" + list.sql(), list.values());
    }
    String unset =
        String.join(" AND ", typed.stream().map(c -> Columns.quoted(c) + " IS NULL").toList());
    return new Fragment(
        "CASE WHEN " + unset + " THEN coalesce" + list.sql() + " END", list.values());
  }

  /** A value in a JSON object, read only where the key's name occurs in the text. */
  private static Fragment inJson(String column, String key) {
    String pointer = "/" + key.replace("~", "~0").replace("/", "~1");
    String read = "json_extract_string(" + column + ", ?)";
    boolean plain = key.chars().allMatch(c -> c > ' ' && c < 0x7f && "\"\\/".indexOf(c) < 0);
    return plain
        ? Fragment.of(
            "CASE WHEN contains(" + column + ", ?) THEN " + read + " END", '"' + key + '"', pointer)
        : Fragment.of(read, pointer);
  }
}
