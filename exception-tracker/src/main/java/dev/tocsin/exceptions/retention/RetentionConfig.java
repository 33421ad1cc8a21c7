package dev.tocsin.exceptions.retention;

import io.smallrye.config.ConfigMapping;

/** How long events are kept. */
@ConfigMapping(prefix = "tocsin.retention")
public interface RetentionConfig {

  /** Whole days, at least one; issues and their counts stay. */
  int days();
}
