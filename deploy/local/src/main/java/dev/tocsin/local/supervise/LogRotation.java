package dev.tocsin.local.supervise;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a log file that a child appends to from growing for ever: copies it aside and empties it.
 *
 * <p>The child writes straight to the file, so its last words are kept when the launcher is gone;
 * what it writes between copying and emptying is lost.
 */
public record LogRotation(long maxBytes) {

  /** Copies {@code log} to {@code <log>.1} and empties it, if it is too big. */
  public void apply(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > maxBytes) {
      var old = log.resolveSibling(log.getFileName() + ".1");
      Files.copy(log, old, StandardCopyOption.REPLACE_EXISTING);
      try (var channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
        channel.truncate(0);
      }
    }
  }
}
