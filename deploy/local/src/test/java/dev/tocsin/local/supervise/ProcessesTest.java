package dev.tocsin.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {

  @TempDir Path folder;

  @Test
  void aReusedNumberIsNotTheSameProcess() {
    var self = ProcessId.of(ProcessHandle.current());

    assertThat(self.find()).contains(ProcessHandle.current());
    assertThat(new ProcessId(self.pid(), self.startedAt().minusSeconds(60)).find()).isEmpty();
    assertThat(new ProcessId(Integer.MAX_VALUE, self.startedAt()).find()).isEmpty();
  }

  @Test
  void leftoversAreStoppedAndStrangersAreNot() {
    var child = child("orphan", "sleep 60");
    var stranger = child("stranger", "sleep 60");
    child.start();
    stranger.start();
    var orphan = Objects.requireNonNull(child.processId());
    var reused = Objects.requireNonNull(stranger.processId());
    var state =
        new RunState(
            orphan,
            true,
            List.of(
                part("orphan", orphan),
                part("reused", new ProcessId(reused.pid(), reused.startedAt().minusSeconds(99)))));

    var said = new ArrayList<String>();
    Leftovers.of(Objects.requireNonNull(RunState.fromProperties(state.toProperties())))
        .stop(Duration.ofSeconds(10), said::add);

    assertThat(orphan.find()).isEmpty();
    assertThat(reused.find()).isPresent();
    assertThat(said).hasSize(1);
    stranger.stop();
  }

  @Test
  void aChildThatDiesIsStartedAgainAndSaidAloud() {
    var child = child("shop", "echo started; exec sleep 60");
    child.start();
    var first = Objects.requireNonNull(child.processId());
    ProcessHandle.of(first.pid()).orElseThrow().destroyForcibly();

    var said = new ArrayList<String>();
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> {
              child.tend(said::add);
              return child.isAlive() && !first.equals(child.processId());
            });

    assertThat(said).singleElement().asString().startsWith("shop ended by SIGKILL");
    child.stop();
    assertThat(child.awaitEnd(Duration.ofSeconds(10))).isTrue();
    assertThat(child.tend(said::add)).isFalse();
  }

  @Test
  void theLockTellsWhetherALauncherLives() throws Exception {
    var store = new RunStateStore(folder);

    assertThat(store.isRunning()).isFalse();
    var lock = Objects.requireNonNull(store.lock());
    assertThat(store.isRunning()).isTrue();
    lock.acquiredBy().close();
    assertThat(store.isRunning()).isFalse();
  }

  @Test
  void aBigLogIsCopiedAsideAndEmptied() throws Exception {
    var log = Files.writeString(folder.resolve("a.log"), "0123456789");

    new LogRotation(100).apply(log);
    assertThat(log).hasContent("0123456789");
    new LogRotation(5).apply(log);

    assertThat(log).isEmptyFile();
    assertThat(folder.resolve("a.log.1")).hasContent("0123456789");
  }

  private Child child(String name, String script) {
    return new Child(
        name,
        List.of("/bin/sh", "-c", script),
        Map.of(),
        folder.resolve(name + ".log"),
        Clock.systemUTC());
  }

  private static RunState.Part part(String name, ProcessId id) {
    return new RunState.Part(name, "", null, id, RunState.Kind.CHILD);
  }
}
