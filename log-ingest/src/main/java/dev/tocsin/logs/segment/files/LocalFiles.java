package dev.tocsin.logs.segment.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;

/** Files in a folder that all replicas share. */
public final class LocalFiles implements SegmentFiles {

  static final String TEMPORARY = ".tmp";

  private final Path root;

  /** Files below {@code root}; the folder is made when missing. */
  public LocalFiles(Path root) {
    this.root = root.toAbsolutePath().normalize();
    try {
      Files.createDirectories(this.root.resolve("segments"));
      Files.createDirectories(scratch());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Path scratch() {
    return root.resolve("duckdb-temp");
  }

  @Override
  public Path draft(String name) throws IOException {
    Path target = resolve(name);
    Path folder = target.resolveSibling("");
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      sync(root.resolve("segments"));
    }
    return target.resolveSibling(target.getFileName() + TEMPORARY);
  }

  @Override
  public long publish(String name) throws IOException {
    Path draft = draft(name);
    Path target = resolve(name);
    sync(draft);
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    sync(target.resolveSibling(""));
    return Files.size(target);
  }

  @Override
  public Lease open(Collection<String> names, Duration patience) {
    var paths = new LinkedHashMap<String, Path>();
    var missing = new LinkedHashMap<String, String>();
    for (String name : names) {
      Path path = resolve(name);
      if (Files.isRegularFile(path)) {
        paths.put(name, path);
      } else {
        missing.put(name, "is not in the data folder");
      }
    }
    return new Lease(paths, missing, () -> {});
  }

  @Override
  public void delete(String name) throws IOException {
    for (String file : SegmentFiles.withFilter(name)) {
      Files.deleteIfExists(resolve(file));
    }
  }

  @Override
  public List<String> writtenBefore(Instant before) throws IOException {
    var found = new ArrayList<String>();
    try (var files = Files.walk(root.resolve("segments"))) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        if (writtenBefore(file, before)) {
          found.add(root.relativize(file).toString().replace('\\', '/'));
        }
      }
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof NoSuchFileException)) {
        throw e;
      }
      // Somebody else removed a file while we walked: the next round sees the rest.
    }
    return found;
  }

  private Path resolve(String name) {
    Path path = root.resolve(name).normalize();
    if (!path.startsWith(root)) {
      throw new IllegalArgumentException("a name outside the data folder");
    }
    return path;
  }

  private static boolean writtenBefore(Path file, Instant before) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(before);
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  static void sync(Path path) throws IOException {
    var mode = Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
    try (var channel = FileChannel.open(path, mode)) {
      channel.force(true);
    }
  }
}
