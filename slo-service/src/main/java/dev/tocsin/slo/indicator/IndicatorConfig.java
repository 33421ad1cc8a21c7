package dev.tocsin.slo.indicator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Instant;

/** How long counts are kept. */
@ConfigMapping(prefix = "slo.keep")
public interface IndicatorConfig {

  /** Days for which event ids are remembered; older results do not count. */
  @WithDefault("3")
  int eventDays();

  /** Days of ten-second buckets; at least the days of event ids. */
  @WithDefault("8")
  int bucketDays();

  /** Days of five-minute, hour and day sums; at least the longest window and a bit. */
  @WithDefault("190")
  int rollupDays();

  /** Start of the oldest bucket that is certainly still there, epoch seconds. */
  default long oldestBucket(Instant now) {
    return Grid.ceil(now.getEpochSecond() - (long) bucketDays() * Grid.DAY, Grid.DAY);
  }
}
