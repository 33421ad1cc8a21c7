package dev.tocsin.logs.writer;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How the stream becomes segments. */
@ConfigMapping(prefix = "tocsin.writer")
public interface WriterConfig {

  /** Writer threads in this process; 0 for a process that only takes in and answers questions. */
  @WithDefault("1")
  int threads();

  /** Rows become searchable after at most about this time. */
  @WithDefault("1500ms")
  Duration flushEvery();

  /** A segment is written as soon as it has this many rows. */
  @WithDefault("131072")
  long flushRows();

  /** A segment is written as soon as its rows take this much heap; a tenth of the heap if unset. */
  Optional<MemorySize> flushBytes();

  /** Name of this process in the catalogue, for people. */
  @WithDefault("log-ingest")
  String instance();
}
