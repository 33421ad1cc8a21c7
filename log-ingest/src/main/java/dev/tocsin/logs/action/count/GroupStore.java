package dev.tocsin.logs.action.count;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The groups that each definition knows; the first ones stay, the others share one place. */
@Singleton
public class GroupStore {

  private record Place(long slot, String group) {}

  /** The same counts, in groups that have room. */
  public List<Cell> admit(Connection connection, Counting counting, List<Cell> cells)
      throws SQLException {
    if (counting.groupBy() == null || cells.isEmpty()) {
      return cells;
    }
    Set<String> known = known(connection, counting);
    var fresh = new ArrayList<String>();
    for (String group : byWeight(cells)) {
      if (known.size() < counting.groupLimit()
          && !group.equals(Counting.OTHER_GROUPS)
          && known.add(group)) {
        fresh.add(group);
      }
    }
    remember(connection, counting, fresh);
    var sums = new LinkedHashMap<Place, Cell>();
    for (Cell cell : cells) {
      Cell placed = known.contains(cell.group()) ? cell : cell.in(Counting.OTHER_GROUPS);
      sums.merge(new Place(placed.slot(), placed.group()), placed, Cell::plus);
    }
    return List.copyOf(sums.values());
  }

  private static List<String> byWeight(List<Cell> cells) {
    var weights = new HashMap<String, Long>();
    cells.forEach(cell -> weights.merge(cell.group(), cell.valid(), Long::sum));
    return weights.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Set<String> known(Connection connection, Counting counting) throws SQLException {
    try (var select =
        connection.prepareStatement("SELECT grp FROM rule_group WHERE kind = ? AND rule = ?")) {
      select.setString(1, counting.kind().label());
      select.setLong(2, counting.rule());
      var known = new HashSet<String>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          known.add(rows.getString(1));
        }
      }
      return known;
    }
  }

  private static void remember(Connection connection, Counting counting, List<String> fresh)
      throws SQLException {
    if (fresh.isEmpty()) {
      return;
    }
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO rule_group (kind, rule, grp) SELECT ?, ?, unnest(?::text[])"
                + " ON CONFLICT DO NOTHING")) {
      insert.setString(1, counting.kind().label());
      insert.setLong(2, counting.rule());
      insert.setArray(3, connection.createArrayOf("text", fresh.stream().sorted().toArray()));
      insert.executeUpdate();
    }
  }
}
