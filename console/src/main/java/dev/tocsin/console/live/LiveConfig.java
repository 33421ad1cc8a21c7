package dev.tocsin.console.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of live streams. */
@ConfigMapping(prefix = "console.live")
public interface LiveConfig {

  /** Streams at once in this process. */
  @WithDefault("500")
  int maxStreams();

  /** Streams at once for one session: a leader tab needs one, a few allow for hand-over. */
  @WithDefault("8")
  int maxPerSession();

  /** The longest life of a stream; the browser opens the next one by itself. */
  @WithDefault("15m")
  Duration maxLife();

  /** How often a silent stream shows that it lives. */
  @WithDefault("15s")
  Duration heartbeat();
}
