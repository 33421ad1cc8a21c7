package dev.tocsin.local.supervise;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
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

  /** Takes the lock for the life of this process; null when another launcher has it. */
  public @Nullable FileLock lock() throws IOException {
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

  /** Whether a launcher holds the lock right now. */
  public boolean isRunning() throws IOException {
    if (!Files.exists(folder.resolve("lock"))) {
      return false;
    }
    var lock = lock();
    if (lock == null) {
      return true;
    }
    lock.acquiredBy().close();
    return false;
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
}
