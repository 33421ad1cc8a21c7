package dev.tocsin.logs.segment.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The folder of the cache. Size and checksum are part of each copy's name, so that the next process
 * can tell a whole copy from a broken one. Processes that share a data folder get one folder each.
 */
final class CacheFolder implements AutoCloseable {

  private static final Pattern COPY =
      Pattern.compile("(?<stem>.+)~(?<size>\\d+)~(?<crc>[0-9a-f]{1,8}|x)(?<end>\\.[a-z]+)");
  private static final int MOST_PROCESSES = 64;

  private final Path root;
  private final FileChannel lock;

  CacheFolder(Path root) throws IOException {
    for (int i = 0; i < MOST_PROCESSES; i++) {
      Path folder = root.resolve("cache-" + i);
      Files.createDirectories(folder);
      var channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (taken(channel)) {
        channel.close();
        continue;
      }
      this.root = folder;
      this.lock = channel;
      return;
    }
    throw new IOException("too many processes share " + root);
  }

  private static boolean taken(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() == null;
    } catch (OverlappingFileLockException thisProcess) {
      return true;
    }
  }

  /** Copies that an earlier process left, the oldest first; pieces are removed. */
  List<CachedFile> found() throws IOException {
    var all = new ArrayList<Path>();
    try (var files = Files.walk(root)) {
      files.filter(Files::isRegularFile).forEach(all::add);
    }
    var times = new HashMap<Path, Long>();
    var copies = new ArrayList<CachedFile>();
    for (Path path : all) {
      CachedFile copy = copy(path);
      if (copy != null && copy.plausible()) {
        times.put(path, Files.getLastModifiedTime(path).toMillis());
        copies.add(copy);
      } else if (!path.getFileName().toString().equals("lock")) {
        Files.deleteIfExists(path);
      }
    }
    copies.sort(java.util.Comparator.comparing(copy -> time(times, copy)));
    return copies;
  }

  private static Long time(Map<Path, Long> times, CachedFile copy) {
    return times.getOrDefault(copy.path(), 0L);
  }

  private @Nullable CachedFile copy(Path path) {
    String relative = root.relativize(path).toString().replace('\\', '/');
    Matcher match = COPY.matcher(relative);
    if (!match.matches()) {
      return null;
    }
    String crc = match.group("crc");
    try {
      return new CachedFile(
          match.group("stem") + match.group("end"),
          path,
          Long.parseLong(match.group("size")),
          crc.equals("x") ? null : (Integer) Integer.parseUnsignedInt(crc, 16),
          false);
    } catch (NumberFormatException notOurs) {
      return null;
    }
  }

  /** Writes a copy, checks it, and makes it durable under its name. */
  CachedFile store(String name, FileCache.Remote remote) throws IOException {
    Path draft = root.resolve(name + LocalFiles.TEMPORARY);
    folderOf(draft);
    try {
      var sum = new CRC32C();
      long size = copy(remote.body(), draft, sum);
      Integer crc = remote.crc();
      if (size != remote.size() || (crc != null && crc != (int) sum.getValue())) {
        throw new IOException("what arrived is not what was stored");
      }
      return adopt(name, draft, size, (int) sum.getValue());
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static long copy(InputStream in, Path target, CRC32C sum) throws IOException {
    var bytes = new byte[1 << 16];
    long size = 0;
    try (var out =
        FileChannel.open(
            target,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        sum.update(bytes, 0, n);
        var buffer = ByteBuffer.wrap(bytes, 0, n);
        while (buffer.hasRemaining()) {
          size += out.write(buffer);
        }
      }
      out.force(true);
    }
    return size;
  }

  /** Moves a written file in as the copy of {@code name}. */
  CachedFile adopt(String name, Path file, long size, int crc) throws IOException {
    int dot = name.lastIndexOf('.');
    if (dot < 0) {
      throw new IllegalArgumentException("a name without an ending");
    }
    String copy = name.substring(0, dot) + "~" + size + "~" + Integer.toHexString(crc);
    Path target = root.resolve(copy + name.substring(dot));
    folderOf(target);
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    return new CachedFile(name, target, size, crc, true);
  }

  private static void folderOf(Path file) throws IOException {
    try {
      Files.createDirectories(file.resolveSibling(""));
    } catch (FileAlreadyExistsException notAFolder) {
      throw new IOException("the cache folder is not usable", notAFolder);
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
