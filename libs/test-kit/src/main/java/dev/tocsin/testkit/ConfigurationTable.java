package dev.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Every {@code TOCSIN_*} variable a module reads is in its README's table, and none besides. */
public final class ConfigurationTable {

  private static final Pattern NAME = Pattern.compile("TOCSIN_[A-Z0-9]+(?:_[A-Z0-9]+)*");
  private static final Set<String> ENDINGS = Set.of("java", "properties", "yaml", "yml", "html");

  private ConfigurationTable() {}

  /** Compares {@code src/main} of the module with the table in its {@code README.md}. */
  public static void check() {
    check(Path.of(""));
  }

  static void check(Path module) {
    var read = new TreeSet<String>();
    try (var files = Files.walk(module.resolve("src/main"))) {
      for (var file : files.filter(ConfigurationTable::isSource).toList()) {
        read.addAll(names(Files.readAllLines(file)));
      }
      var rows =
          Files.readAllLines(module.resolve("README.md")).stream()
              .filter(line -> line.startsWith("|"))
              .map(line -> line.split("\\|", -1)[1])
              .toList();
      assertThat(names(rows))
          .as("variables in the configuration table of README.md, compared with src/main")
          .containsExactlyInAnyOrderElementsOf(read);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the module's files", e);
    }
  }

  private static boolean isSource(Path file) {
    var name = file.getFileName().toString();
    return Files.isRegularFile(file)
        && !file.toString().contains("node_modules")
        && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  private static Set<String> names(List<String> lines) {
    var names = new TreeSet<String>();
    for (var line : lines) {
      var matcher = NAME.matcher(line);
      while (matcher.find()) {
        names.add(matcher.group());
      }
    }
    return names;
  }
}
