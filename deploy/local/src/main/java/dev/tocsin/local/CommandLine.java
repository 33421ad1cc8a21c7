package dev.tocsin.local;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the person asked for. */
public sealed interface CommandLine {

  /**
   * Start the platform.
   *
   * @param background return when it is ready and leave it running
   * @param fresh throw away all data first
   * @param external use given engines
   * @param demo add the demo
   * @param without names of child processes not to start
   */
  record Up(boolean background, boolean fresh, boolean external, boolean demo, Set<String> without)
      implements CommandLine {
    public Up {
      without = Set.copyOf(without);
    }
  }

  /** Stop the platform. */
  record Down() implements CommandLine {}

  /** Show the table. */
  record Status() implements CommandLine {}

  /** Show what there is. */
  record Help() implements CommandLine {}

  /** Understands the words after the program's name. */
  static CommandLine parse(List<String> words) {
    var command = words.isEmpty() ? "help" : words.getFirst();
    var rest = words.isEmpty() ? List.<String>of() : words.subList(1, words.size());
    return switch (command) {
      case "up", "demo" -> up(command.equals("demo"), rest);
      case "down" -> nothingMore(new Down(), rest);
      case "status" -> nothingMore(new Status(), rest);
      case "help", "-h", "--help" -> new Help();
      default -> throw new UserError("no such command: " + command + " (try: tocsin help)");
    };
  }

  private static Up up(boolean demo, List<String> options) {
    var background = false;
    var fresh = false;
    var external = false;
    var without = new HashSet<String>();
    for (var option : options) {
      switch (option) {
        case "-d", "--detach" -> background = true;
        case "--fresh" -> fresh = true;
        case "--external" -> external = true;
        default -> {
          if (!option.startsWith("--without=")) {
            throw unknown(option);
          }
          without.addAll(List.of(option.substring("--without=".length()).split(",", -1)));
        }
      }
    }
    return new Up(background, fresh, external, demo, without);
  }

  private static CommandLine nothingMore(CommandLine command, List<String> rest) {
    if (!rest.isEmpty()) {
      throw unknown(rest.getFirst());
    }
    return command;
  }

  private static UserError unknown(String option) {
    return new UserError("no such option: " + option + " (try: tocsin help)");
  }
}
