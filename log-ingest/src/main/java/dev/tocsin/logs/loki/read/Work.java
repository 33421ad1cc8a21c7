package dev.tocsin.logs.loki.read;

import dev.tocsin.logs.segment.QueryHandle;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One question in work: who asks, how long it may take, what it cost so far. */
final class Work {

  final QueryHandle handle;
  final @Nullable Long project;
  private final long startNanos = System.nanoTime();
  private final Set<String> warnings = new LinkedHashSet<>();
  private long lines;
  private long bytes;

  Work(QueryHandle handle, @Nullable Long project) {
    this.handle = handle;
    this.project = project;
  }

  void read(long moreLines, long moreBytes) {
    lines += moreLines;
    bytes += moreBytes;
  }

  void warn(String warning) {
    warnings.add(warning);
  }

  Set<String> warnings() {
    return warnings;
  }

  long lines() {
    return lines;
  }

  long bytes() {
    return bytes;
  }

  double seconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }
}
