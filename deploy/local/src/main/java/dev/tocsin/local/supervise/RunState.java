package dev.tocsin.local.supervise;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a running platform writes down about itself, so that another command finds it.
 *
 * @param launcher the process that holds everything together
 * @param ready whether every part has been ready once
 * @param parts the parts in the order of the table
 */
public record RunState(ProcessId launcher, boolean ready, List<Part> parts) {

  /**
   * One row of the table.
   *
   * @param address what to open or connect to
   * @param health address that answers whether it is ready; null for engines
   * @param process its process; null while it is waiting to be started again
   * @param kind what kind of thing it is
   */
  public record Part(
      String name,
      String address,
      @Nullable String health,
      @Nullable ProcessId process,
      Kind kind) {}

  /** What a part is. */
  public enum Kind {
    /** A child process of the launcher. */
    CHILD,
    /** The embedded database server with its own processes. */
    DATABASE,
    /** The launcher itself. */
    LAUNCHER,
    /** Inside the launcher, or run by somebody else. */
    NO_PROCESS
  }

  public RunState {
    parts = List.copyOf(parts);
  }

  /** For the file. */
  public Properties toProperties() {
    var text = new Properties();
    put(text, "launcher", launcher);
    text.setProperty("ready", Boolean.toString(ready));
    for (var i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      var prefix = "part.%02d.".formatted(i);
      text.setProperty(prefix + "name", part.name());
      text.setProperty(prefix + "address", part.address());
      text.setProperty(prefix + "kind", part.kind().name());
      if (part.health() != null) {
        text.setProperty(prefix + "health", part.health());
      }
      if (part.process() != null) {
        put(text, prefix + "process", part.process());
      }
    }
    return text;
  }

  /** From the file; null when it is incomplete. */
  public static @Nullable RunState fromProperties(Properties text) {
    var launcher = process(text, "launcher");
    if (launcher == null) {
      return null;
    }
    var parts = new ArrayList<Part>();
    for (var i = 0; ; i++) {
      var prefix = "part.%02d.".formatted(i);
      var name = text.getProperty(prefix + "name");
      if (name == null) {
        break;
      }
      parts.add(
          new Part(
              name,
              text.getProperty(prefix + "address", ""),
              text.getProperty(prefix + "health"),
              process(text, prefix + "process"),
              Kind.valueOf(text.getProperty(prefix + "kind", Kind.NO_PROCESS.name()))));
    }
    return new RunState(launcher, Boolean.parseBoolean(text.getProperty("ready")), parts);
  }

  private static void put(Properties text, String name, ProcessId id) {
    text.setProperty(name, id.toText());
  }

  private static @Nullable ProcessId process(Properties text, String name) {
    var value = text.getProperty(name);
    return value == null ? null : ProcessId.fromText(value);
  }
}
