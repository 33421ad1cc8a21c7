package dev.tocsin.logs.segment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The data folder: names, durable publication and removal of files. */
final class SegmentFolder {

  private static final String TEMPORARY = ".tmp";

  private final Path root;

  SegmentFolder(Path root) {
    this.root = root.toAbsolutePath().normalize();
    try {
      Files.createDirectories(this.root.resolve("segments"));
      Files.createDirectories(temp());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path temp() {
    return root.resolve("duckdb-temp");
  }

  /** The name a new segment will have, below the data folder. */
  String nameOf(long project, UUID id) {
    return "segments/p" + project + "/" + id + ".parquet";
  }

  Path resolve(String file) {
    return root.resolve(file);
  }

  /** Where to write first; its folder exists afterwards. */
  Path draftOf(String file) throws IOException {
    Path target = resolve(file);
    Path folder = target.resolveSibling("");
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      sync(root.resolve("segments"));
    }
    return target.resolveSibling(target.getFileName() + TEMPORARY);
  }

  /** Makes a written draft durable under its final name and returns its size. */
  long publish(String file) throws IOException {
    Path draft = draftOf(file);
    Path target = resolve(file);
    sync(draft);
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    sync(target.resolveSibling(""));
    return Files.size(target);
  }

  boolean delete(String file) throws IOException {
    return Files.deleteIfExists(resolve(file));
  }

  /** Files and drafts that were last written before {@code before}. */
  List<String> writtenBefore(Instant before) throws IOException {
    var found = new ArrayList<String>();
    try (var files = Files.walk(root.resolve("segments"))) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String name = root.relativize(file).toString().replace('\\', '/');
        if (writtenBefore(file, before)) {
          found.add(name);
        }
      }
    }
    return found;
  }

  private static boolean writtenBefore(Path file, Instant before) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(before);
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  private static void sync(Path path) throws IOException {
    var mode = Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
    try (var channel = FileChannel.open(path, mode)) {
      channel.force(true);
    }
  }
}
