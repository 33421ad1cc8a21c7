package dev.tocsin.logs.query.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides over a statement as DuckDB's own parser understood it: one SELECT that reads the view
 * {@code logs}, its own WITH tables and nothing else.
 */
final class SqlCheck {

  /** The one table there is. */
  static final String VIEW = "logs";

  private static final Set<String> TABLE_FUNCTIONS =
      Set.of("range", "generate_series", "unnest", "json_each", "json_tree");
  private static final Set<String> FORBIDDEN =
      Set.of(
          "current_setting",
          "getenv",
          "getvariable",
          "write_log",
          "nextval",
          "currval",
          "current_database",
          "current_schemas",
          "sleep_ms");
  private static final Set<String> OTHER_SOURCES =
      Set.of("SHOW_REF", "COLUMN_DATA", "DELIM_GET", "BOUND_TABLE_REF", "TABLE_MACRO");

  private SqlCheck() {}

  /** The rule that the statement breaks; null when it may be asked. */
  static @Nullable String broken(JsonNode parsed) {
    if (parsed.path("error").asBoolean(true)) {
      return parsed.path("error_type").asText().equals("not implemented")
          ? "be one SELECT statement"
          : "be valid SQL" + position(parsed);
    }
    if (parsed.path("statements").size() != 1) {
      return "be exactly one statement";
    }
    var tables = new HashSet<>(Set.of(VIEW));
    collectTables(parsed, tables);
    return broken(parsed, tables);
  }

  private static String position(JsonNode parsed) {
    String position = parsed.path("position").asText();
    return position.matches("\\d{1,6}") ? "; it breaks at position " + position : "";
  }

  private static void collectTables(JsonNode node, Set<String> tables) {
    for (JsonNode table : node.path("cte_map").path("map")) {
      tables.add(table.path("key").asText().toLowerCase(Locale.ROOT));
    }
    for (JsonNode child : node) {
      collectTables(child, tables);
    }
  }

  private static @Nullable String broken(JsonNode node, Set<String> tables) {
    String own = one(node, tables);
    if (own != null) {
      return own;
    }
    for (JsonNode child : node) {
      String within = broken(child, tables);
      if (within != null) {
        return within;
      }
    }
    return null;
  }

  private static @Nullable String one(JsonNode node, Set<String> tables) {
    String type = node.path("type").isTextual() ? node.path("type").asText() : "";
    if (type.equals("BASE_TABLE")) {
      boolean known =
          node.path("schema_name").asText().isEmpty()
              && node.path("catalog_name").asText().isEmpty()
              && tables.contains(node.path("table_name").asText().toLowerCase(Locale.ROOT));
      return known ? null : "read only the table logs";
    }
    if (type.equals("TABLE_FUNCTION")) {
      String name = node.path("function").path("function_name").asText();
      return TABLE_FUNCTIONS.contains(name.toLowerCase(Locale.ROOT))
          ? null
          : "read only the table logs, without table functions";
    }
    if (OTHER_SOURCES.contains(type)) {
      return "read only the table logs";
    }
    if (node.path("class").asText().equals("PARAMETER")) {
      return "have no parameters";
    }
    String function = node.path("function_name").asText().toLowerCase(Locale.ROOT);
    return FORBIDDEN.contains(function) ? "not call " + function : null;
  }
}
