package dev.tocsin.local;

import dev.tocsin.local.service.Health;
import dev.tocsin.local.service.Memory;
import dev.tocsin.local.supervise.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The table of services, addresses, states and memory. */
public final class StatusTable {

  private static final List<String> HEAD = List.of("SERVICE", "ADDRESS", "STATE", "MEMORY");

  private final List<List<String>> rows = new ArrayList<>();
  private long bytes;
  private boolean allReady = true;

  private StatusTable() {}

  /** Asks every part of a running platform. */
  public static StatusTable of(RunState state) {
    var table = new StatusTable();
    state.parts().parallelStream().map(Row::ask).toList().forEach(table::add);
    table.rows.add(List.of("together", "", "", megabytes(table.bytes)));
    return table;
  }

  /** Whether every part is ready. */
  public boolean allReady() {
    return allReady;
  }

  /** Columns as wide as they need to be. */
  @Override
  public String toString() {
    var all = new ArrayList<List<String>>();
    all.add(HEAD);
    all.addAll(rows);
    var text = new StringBuilder();
    for (var row : all) {
      for (var column = 0; column < HEAD.size(); column++) {
        var last = column == HEAD.size() - 1;
        var width = width(all, column);
        text.append(String.format(Locale.ROOT, (last ? "%" : "%-") + width + "s", row.get(column)));
        text.append(last ? "\n" : "  ");
      }
    }
    return text.toString();
  }

  private void add(Row row) {
    rows.add(List.of(row.name, row.address, row.health.text(), megabytes(row.bytes)));
    bytes += row.bytes;
    allReady &= row.health.ready();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static String megabytes(long bytes) {
    return bytes == 0 ? "" : Math.round(bytes / 1048576.0) + " MiB";
  }

  private record Row(String name, String address, Health health, long bytes) {
    static Row ask(RunState.Part part) {
      var process = part.process() == null ? null : part.process().find().orElse(null);
      if (process == null && part.kind() != RunState.Kind.NO_PROCESS) {
        return new Row(part.name(), part.address(), new Health(false, "not running"), 0);
      }
      var health = part.health() == null ? new Health(true, "running") : Health.ask(part.health());
      return new Row(part.name(), part.address(), health, memory(part.kind(), process));
    }

    private static long memory(RunState.Kind kind, @Nullable ProcessHandle process) {
      if (process == null) {
        return 0;
      }
      return kind == RunState.Kind.DATABASE ? Memory.ofTree(process) : Memory.of(process);
    }
  }
}
