package dev.tocsin.logs.segment.files;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Files that are open for reading: they stay where they are until this is closed. */
public final class Lease implements AutoCloseable {

  private final Map<String, Path> paths;
  private final Map<String, String> missing;
  private final Runnable release;
  private final AtomicBoolean open = new AtomicBoolean(true);

  Lease(Map<String, Path> paths, Map<String, String> missing, Runnable release) {
    this.paths = Collections.unmodifiableMap(paths);
    this.missing = Collections.unmodifiableMap(missing);
    this.release = release;
  }

  /** The local path of a file, or null when it is missing. */
  public @Nullable Path path(String name) {
    return paths.get(name);
  }

  /** Local paths of all files that are there, in the order in which they were asked for. */
  public Collection<Path> paths() {
    return paths.values();
  }

  /** Names of files that could not be had, each with the reason. */
  public Map<String, String> missing() {
    return missing;
  }

  /** Whether every file is there. */
  public boolean complete() {
    return missing.isEmpty();
  }

  /** Gives the files back; more than once is fine. */
  @Override
  public void close() {
    if (open.compareAndSet(true, false)) {
      release.run();
    }
  }
}
