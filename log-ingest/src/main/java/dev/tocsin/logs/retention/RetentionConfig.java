package dev.tocsin.logs.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long logs are kept and how their files are cared for. */
@ConfigMapping(prefix = "tocsin.retention")
public interface RetentionConfig {

  /** Logs are kept this long, by event time. */
  @WithDefault("14d")
  Duration maxAge();

  /** How often small segments are merged; "off" for never. */
  @WithDefault("10s")
  String mergeEvery();

  /** How often old segments and left-over files are removed; "off" for never. */
  @WithDefault("60s")
  String removeEvery();

  /** How often the files themselves are compared with the catalogue; "off" for never. */
  @WithDefault("10m")
  String sweepEvery();

  /** Segments are merged when they are at least this old. */
  @WithDefault("60s")
  Duration mergeAfter();

  /** Files of hidden segments are kept for questions that still read them. */
  @WithDefault("2m")
  Duration removeAfter();

  /** A file without a catalogue row is removed when nobody has written to it for so long. */
  @WithDefault("15m")
  Duration orphanAfter();
}
