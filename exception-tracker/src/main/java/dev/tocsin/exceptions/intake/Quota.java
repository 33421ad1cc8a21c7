package dev.tocsin.exceptions.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Events per project and minute: a bucket that refills steadily. */
final class Quota {

  private record Bucket(double left, Instant at) {}

  private final int perMinute;
  private final Map<Long, Bucket> buckets = new ConcurrentHashMap<>();

  Quota(int perMinute) {
    this.perMinute = perMinute;
  }

  /** Takes one event's worth; zero when there was room, else how long until there is. */
  Duration take(long project, Instant now) {
    var perSecond = perMinute / 60.0;
    var wait = new Duration[] {Duration.ZERO};
    buckets.compute(
        project,
        (key, before) -> {
          var left = before == null ? perMinute : refilled(before, now, perSecond);
          if (left >= 1) {
            return new Bucket(left - 1, now);
          }
          wait[0] = Duration.ofSeconds(Math.max(1, (long) Math.ceil((1 - left) / perSecond)));
          return new Bucket(left, now);
        });
    return wait[0];
  }

  private double refilled(Bucket before, Instant now, double perSecond) {
    var seconds = Math.max(0, Duration.between(before.at(), now).toMillis() / 1000.0);
    return Math.min(perMinute, before.left() + seconds * perSecond);
  }
}
