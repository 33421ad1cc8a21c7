package dev.tocsin.logs.action.exception;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** So many per project and minute; a minute's worth may come at once. */
final class RateCap {

  private static final int MOST_PROJECTS = 10_000;

  private final int perMinute;
  private final Map<Long, Bucket> buckets = new HashMap<>();

  private record Bucket(double left, Instant at) {}

  RateCap(int perMinute) {
    this.perMinute = perMinute;
  }

  /** Takes one; false when there is none left for the project. */
  synchronized boolean take(long project, Instant now) {
    if (buckets.size() > MOST_PROJECTS) {
      buckets.clear();
    }
    Bucket bucket = buckets.getOrDefault(project, new Bucket(perMinute, now));
    double refill =
        Math.max(0, Duration.between(bucket.at(), now).toMillis()) * perMinute / 60_000.0;
    double left = Math.min(perMinute, bucket.left() + refill);
    boolean taken = left >= 1;
    buckets.put(project, new Bucket(taken ? left - 1 : left, now));
    return taken;
  }
}
