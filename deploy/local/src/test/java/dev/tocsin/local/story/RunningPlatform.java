package dev.tocsin.local.story;

import dev.tocsin.engines.Directories;
import dev.tocsin.engines.FreePorts;
import dev.tocsin.local.Launcher;
import dev.tocsin.local.Ports;
import dev.tocsin.local.credentials.CredentialsStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The real platform with the demo: the launcher as a process of its own, on free ports, with its
 * data in a temporary folder.
 */
final class RunningPlatform implements AutoCloseable {

  private final Path home;
  private final Map<String, String> environment;
  private final Map<String, String> credentials;

  private RunningPlatform(
      Path home, Map<String, String> environment, Map<String, String> credentials) {
    this.home = home;
    this.environment = environment;
    this.credentials = credentials;
  }

  /** Starts it and returns when every part is ready. */
  static RunningPlatform start() throws IOException, InterruptedException {
    var home = Files.createTempDirectory("tocsin-story-");
    var environment = new HashMap<String, String>();
    environment.put("TOCSIN_ROOT", Path.of("../..").toAbsolutePath().normalize().toString());
    environment.put("TOCSIN_HOME", home.toString());
    environment.put("TOCSIN_PORT_SHOP", String.valueOf(FreePorts.next()));
    for (String variable : Ports.from(Map.of()).byVariable().keySet()) {
      environment.put(variable, String.valueOf(FreePorts.next()));
    }
    int code = launcher(environment, "demo", "-d");
    if (code != 0) {
      var platform = new RunningPlatform(home, environment, Map.of());
      String logs = platform.lastLines();
      platform.close();
      throw new IllegalStateException("the platform did not start (" + code + "):\n" + logs);
    }
    return new RunningPlatform(
        home, environment, new CredentialsStore(home.resolve("credentials.env")).read());
  }

  private static int launcher(Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    var command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Launcher.class.getName()));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(
            Path.of(environment.get("TOCSIN_HOME")).resolve("story.log").toFile()));
    builder.environment().putAll(environment);
    return builder.start().waitFor();
  }

  /** A line of {@code credentials.env}. */
  String value(String name) {
    String value = credentials.get(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not in credentials.env");
    }
    return value;
  }

  /** The demo shop's address. */
  String shop() {
    return "http://127.0.0.1:" + environment.get("TOCSIN_PORT_SHOP");
  }

  /** The first-run administrator's token. */
  Http admin() {
    return Http.with(value("TOCSIN_API_TOKEN"));
  }

  /** Kills the child with this name as a crash would, and waits until it is gone. */
  void kill(String service) throws IOException {
    String jar = service.startsWith("agent-") ? "uptime-prober" : service;
    var victims =
        ProcessHandle.allProcesses().filter(process -> isOurs(process, service, jar)).toList();
    if (victims.isEmpty()) {
      throw new IllegalStateException("no process of " + service + " is running");
    }
    victims.forEach(ProcessHandle::destroyForcibly);
    victims.forEach(process -> process.onExit().join());
  }

  private boolean isOurs(ProcessHandle process, String service, String jar) {
    String command = process.info().commandLine().orElse("");
    if (!command.contains(home.toString()) || !command.contains("/" + jar + "/target/")) {
      return false;
    }
    try {
      var variables = Files.readString(Path.of("/proc", "" + process.pid(), "environ"));
      boolean agent = variables.contains("TOCSIN_PROBER_ROLE=agent");
      return service.startsWith("agent-")
          ? variables.contains("TOCSIN_REGION=" + service.substring("agent-".length()))
          : !agent;
    } catch (IOException e) {
      return false;
    }
  }

  /** The end of every log, for a failed test. */
  String lastLines() throws IOException {
    try (var files = Files.walk(home, 2)) {
      return files
          .filter(file -> file.toString().endsWith(".log"))
          .sorted()
          .map(RunningPlatform::tail)
          .collect(Collectors.joining("\n"));
    }
  }

  private static String tail(Path log) {
    try {
      var lines = Files.readAllLines(log);
      return "--- "
          + log.getFileName()
          + "\n"
          + String.join("\n", lines.subList(Math.max(0, lines.size() - 25), lines.size()));
    } catch (IOException e) {
      return "--- " + log.getFileName() + " cannot be read";
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    launcher(environment, "down");
    Directories.delete(home);
    long left =
        ProcessHandle.allProcesses()
            .filter(process -> process.info().commandLine().orElse("").contains(home.toString()))
            .count();
    if (left > 0) {
      throw new IllegalStateException(left + " processes are left running");
    }
  }
}
