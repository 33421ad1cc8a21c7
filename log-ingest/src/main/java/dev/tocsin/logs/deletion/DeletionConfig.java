package dev.tocsin.logs.deletion;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How deleted rows leave their files. */
@ConfigMapping(prefix = "tocsin.deletion")
public interface DeletionConfig {

  /** How often files with deleted rows are looked for; "off" for never. */
  @WithDefault("5s")
  String rewriteEvery();

  /** Questions that planned before the last file was rewritten may still read the old ones. */
  @WithDefault("5m")
  Duration heedFor();
}
