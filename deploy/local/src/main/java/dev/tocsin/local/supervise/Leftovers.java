package dev.tocsin.local.supervise;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Child processes that outlived a launcher that was killed. */
public record Leftovers(List<ProcessHandle> processes) {

  /** Those children of a former run that still live. */
  public static Leftovers of(RunState former) {
    return new Leftovers(
        former.parts().stream()
            .filter(part -> part.kind() == RunState.Kind.CHILD)
            .map(RunState.Part::process)
            .filter(Objects::nonNull)
            .flatMap(id -> id.find().stream())
            .toList());
  }

  /** Asks all of them to stop, and ends those that have not after {@code patience}. */
  public void stop(Duration patience, Consumer<String> say) {
    if (processes.isEmpty()) {
      return;
    }
    say.accept("stopping " + processes.size() + " processes that an earlier run left behind");
    processes.forEach(ProcessHandle::destroy);
    var deadline = System.nanoTime() + patience.toNanos();
    for (var process : processes) {
      try {
        process.onExit().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException | ExecutionException e) {
        process.destroyForcibly();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        process.destroyForcibly();
      }
    }
  }
}
