package dev.tocsin.local.supervise;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The files of a running platform: a lock that the system releases however the launcher ends, and
 * its {@link RunState}.
 */
public final class RunStateStore {

  private final Path folder;

  public RunStateStore(Path folder) {
    this.folder = folder;
  }

  /**
   * Takes the lock for the life of this process and writes who has it; null when another launcher
   * has it. Another command may hold it for a moment to look, so a short wait is included.
   */
  public @Nullable FileLock lock() throws IOException {
    for (var attempt = 0; attempt < 5; attempt++) {
      var lock = tryLock();
      if (lock != null) {
        var text = ProcessId.of(ProcessHandle.current()).toText();
        var channel = (FileChannel) lock.acquiredBy();
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
        return lock;
      }
      pause();
    }
    return null;
  }

  /** Whether a launcher holds the lock right now. */
  public boolean isRunning() throws IOException {
    if (!Files.exists(folder.resolve("lock"))) {
      return false;
    }
    var lock = tryLock();
    if (lock == null) {
      return true;
    }
    lock.acquiredBy().close();
    return false;
  }

  /** The launcher that took the lock last; null when none ever did. */
  public @Nullable ProcessId holder() throws IOException {
    var file = folder.resolve("lock");
    var text = Files.exists(file) ? Files.readString(file) : "";
    return text.isBlank() ? null : ProcessId.fromText(text);
  }

  /** What the last launcher wrote; null when there is nothing. */
  public @Nullable RunState read() throws IOException {
    var file = folder.resolve("state");
    if (!Files.exists(file)) {
      return null;
    }
    var text = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      text.load(reader);
    }
    return RunState.fromProperties(text);
  }

  /** Replaces the file at once. */
  public void write(RunState state) throws IOException {
    Files.createDirectories(folder);
    var fresh = folder.resolve("state.tmp");
    try (var writer = Files.newBufferedWriter(fresh)) {
      state.toProperties().store(writer, null);
    }
    Files.move(fresh, folder.resolve("state"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** A platform that stopped in order leaves no state. */
  public void clear() throws IOException {
    Files.deleteIfExists(folder.resolve("state"));
  }

  private @Nullable FileLock tryLock() throws IOException {
    Files.createDirectories(folder);
    var channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      var lock = channel.tryLock();
      if (lock == null) {
        channel.close();
      }
      return lock;
    } catch (OverlappingFileLockException e) {
      channel.close();
      return null;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(150);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
