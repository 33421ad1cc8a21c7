package dev.tocsin.local;

import dev.tocsin.local.service.Health;
import dev.tocsin.local.service.ServiceSpec;
import dev.tocsin.local.supervise.Child;
import dev.tocsin.local.supervise.LogRotation;
import dev.tocsin.local.supervise.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** All child processes of one platform. */
final class Crew {

  private static final LogRotation ROTATION = new LogRotation(16L * 1024 * 1024);

  private final Map<ServiceSpec, Child> children = new LinkedHashMap<>();
  private final Set<String> ready = new HashSet<>();
  private final Settings settings;
  private final Clock clock;
  private final Progress progress;

  Crew(Settings settings, Clock clock, Progress progress) {
    this.settings = settings;
    this.clock = clock;
    this.progress = progress;
  }

  /** Adds children; each is started at once, or when the one it waits for is ready. */
  synchronized void add(List<ServiceSpec> specs) throws IOException {
    var names = new HashSet<String>();
    specs.forEach(spec -> names.add(spec.name()));
    for (var spec : specs) {
      Files.createDirectories(settings.temporary().resolve(spec.name()));
      Files.createDirectories(settings.data().resolve(spec.name()));
      var child = new Child(spec.name(), spec.command(), spec.environment(), log(spec), clock);
      children.put(spec, child);
      if (spec.after() == null || !names.contains(spec.after())) {
        child.start();
      }
    }
  }

  /** Restarts what died and starts what may start now; true when a process changed. */
  synchronized boolean tend() {
    var changed = false;
    for (var each : children.entrySet()) {
      var after = each.getKey().after();
      if (!each.getValue().isWanted()) {
        if (after != null && ready.contains(after)) {
          each.getValue().start();
          changed = true;
        }
      } else if (each.getValue().tend(progress::step)) {
        ready.remove(each.getKey().name());
        changed = true;
      }
    }
    return changed;
  }

  /** Asks those not yet ready, says who has become so; true when all are. */
  synchronized boolean askReady() {
    for (var each : children.entrySet()) {
      var spec = each.getKey();
      if (!ready.contains(spec.name())
          && each.getValue().isAlive()
          && (spec.health() == null || Health.ask(spec.health()).ready())) {
        ready.add(spec.name());
        progress.step(spec.name() + " is ready on " + spec.address());
      }
    }
    return ready.size() == children.size();
  }

  /** Those that have not become ready, in one line. */
  synchronized String unready() {
    return children.entrySet().stream()
        .filter(each -> !ready.contains(each.getKey().name()))
        .map(each -> each.getKey().name() + " (" + says(each.getKey(), each.getValue()) + ")")
        .collect(Collectors.joining(", "));
  }

  /** Those that have not become ready, each with what it says and the end of its log. */
  synchronized String unreadyReport() {
    var report = new StringBuilder();
    for (var each : children.entrySet()) {
      var spec = each.getKey();
      if (!ready.contains(spec.name())) {
        report.append(
            "\n%s: %s; the end of %s:\n"
                .formatted(spec.name(), says(spec, each.getValue()), log(spec)));
        tail(log(spec)).forEach(line -> report.append("    ").append(line).append('\n'));
      }
    }
    return report.toString();
  }

  /** Rows of the table. */
  synchronized List<RunState.Part> parts() {
    return children.entrySet().stream()
        .map(
            each ->
                new RunState.Part(
                    each.getKey().name(),
                    each.getKey().address(),
                    each.getKey().health(),
                    each.getValue().processId(),
                    RunState.Kind.CHILD))
        .toList();
  }

  /** Empties logs that have grown too big. */
  synchronized void rotateLogs() {
    for (var child : children.values()) {
      try {
        ROTATION.apply(child.log());
      } catch (IOException e) {
        progress.step("cannot rotate " + child.log() + ": " + e.getMessage());
      }
    }
  }

  /** Asks all to stop at once and ends those that have not after {@code patience}. */
  synchronized void stop(Duration patience) {
    var late = new ArrayList<>(children.values());
    late.forEach(Child::stop);
    var deadline = System.nanoTime() + patience.toNanos();
    late.removeIf(child -> child.awaitEnd(Duration.ofNanos(deadline - System.nanoTime())));
    late.forEach(
        child -> {
          progress.step(child.name() + " does not stop; ending it");
          child.kill();
          child.awaitEnd(Duration.ofSeconds(10));
        });
  }

  private static String says(ServiceSpec spec, Child child) {
    if (!child.isAlive()) {
      return child.isWanted() ? "not running" : "waits for " + spec.after();
    }
    return spec.health() == null ? "running" : Health.ask(spec.health()).text();
  }

  private Path log(ServiceSpec spec) {
    return settings.logs().resolve(spec.name() + ".log");
  }

  private static List<String> tail(Path log) {
    try {
      var lines = Files.readAllLines(log);
      return lines.subList(Math.max(0, lines.size() - 12), lines.size());
    } catch (IOException e) {
      return List.of("(no log)");
    }
  }
}
