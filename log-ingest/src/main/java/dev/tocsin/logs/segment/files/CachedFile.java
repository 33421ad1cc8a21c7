package dev.tocsin.logs.segment.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A local copy of a remote file.
 *
 * @param name the file's name
 * @param path the copy
 * @param size length it must have
 * @param crc CRC-32C it must have; null when nobody kept one
 * @param verified whether this process has seen the content to be right
 */
record CachedFile(String name, Path path, long size, @Nullable Integer crc, boolean verified) {

  private static final Logger LOG = Logger.getLogger(CachedFile.class);
  private static final int BUFFER = 1 << 16;

  /** A cheap look: there, and as long as it should be. */
  boolean plausible() {
    try {
      return Files.size(path) == size;
    } catch (IOException e) {
      return false;
    }
  }

  /** Reads the whole copy; null when it is not what it should be. */
  @Nullable CachedFile verify() throws IOException {
    if (!plausible() || (crc != null && crc(path) != crc)) {
      return null;
    }
    return new CachedFile(name, path, size, crc, true);
  }

  void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.warnf(e, "the local copy of %s could not be removed", name);
    }
  }

  static int crc(Path path) throws IOException {
    var sum = new CRC32C();
    try (var in = FileChannel.open(path, StandardOpenOption.READ)) {
      var buffer = ByteBuffer.allocateDirect(BUFFER);
      while (in.read(buffer.clear()) >= 0) {
        sum.update(buffer.flip());
      }
    }
    return (int) sum.getValue();
  }
}
