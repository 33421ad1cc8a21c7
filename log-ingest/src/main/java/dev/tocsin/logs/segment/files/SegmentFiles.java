package dev.tocsin.logs.segment.files;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Durable, immutable files by name. A name is a path below the data folder or the bucket's prefix;
 * a segment and its filter are two files with related names. Safe for many threads, and for several
 * processes on the same folder or bucket.
 */
public interface SegmentFiles extends AutoCloseable {

  /** How long {@link #open(Collection)} waits for files that are not here yet. */
  Duration PATIENCE = Duration.ofSeconds(30);

  /** The name of a new segment. */
  static String nameOf(long project, UUID id) {
    return "segments/p" + project + "/" + id + ".parquet";
  }

  /** The name of the filter beside a segment. */
  static String filterOf(String segment) {
    int dot = segment.lastIndexOf('.');
    return (dot < 0 ? segment : segment.substring(0, dot)) + ".filter";
  }

  /** A local folder for what DuckDB spills. */
  Path scratch();

  /** Where to write a file before {@link #publish}; the folder exists afterwards. */
  Path draft(String name) throws IOException;

  /**
   * Makes a written draft durable under its name and returns its size. When this returns, every
   * process can open the file, and it survives the loss of power.
   */
  long publish(String name) throws IOException;

  /**
   * Opens files for reading. They stay readable until the lease is closed. A file that cannot be
   * had within the patience is named by {@link Lease#missing()}; the others are there all the same.
   */
  Lease open(Collection<String> names, Duration patience);

  /** Opens files with the usual patience. */
  default Lease open(Collection<String> names) {
    return open(names, PATIENCE);
  }

  /** Opens the filters of segments; the lease goes by the names of the segments' filters. */
  default Lease openFilters(Collection<String> segments) {
    return open(segments.stream().map(SegmentFiles::filterOf).toList());
  }

  /** Removes a file, everywhere, and with a segment its filter; one that is gone is fine. */
  void delete(String name) throws IOException;

  /** Files and drafts that were last written before {@code before}. */
  List<String> writtenBefore(Instant before) throws IOException;

  /** Gives up uploads that were begun before {@code before} and never finished. */
  default int tidy(Instant before) throws IOException {
    return 0;
  }

  /** A file and, when it is a segment, its filter. */
  static List<String> withFilter(String name) {
    return name.endsWith(".parquet") ? List.of(name, filterOf(name)) : List.of(name);
  }

  /** Ends what runs in the background. */
  @Override
  default void close() {}
}
