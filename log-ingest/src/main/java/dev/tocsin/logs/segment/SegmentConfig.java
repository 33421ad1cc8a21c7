package dev.tocsin.logs.segment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where segments live and what DuckDB may use. */
@ConfigMapping(prefix = "tocsin.segments")
public interface SegmentConfig {

  /** Data folder; created when missing. */
  String dir();

  /** DuckDB's memory limit, in its own notation. */
  @WithDefault("256MB")
  String memoryLimit();

  /** DuckDB's worker threads, shared by writing, merging and all queries. */
  @WithDefault("2")
  int threads();

  /** Queries that run at the same time. */
  @WithDefault("2")
  int queryThreads();

  /** Queries that may wait; one more is answered with 503. */
  @WithDefault("32")
  int queryQueue();

  /** A query is stopped after this time and answers what it has. */
  @WithDefault("10s")
  Duration queryTimeout();
}
