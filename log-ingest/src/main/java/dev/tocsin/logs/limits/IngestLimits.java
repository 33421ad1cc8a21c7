package dev.tocsin.logs.limits;

import dev.tocsin.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests in as long as their key's bucket and their project's day have room. Every replica
 * has buckets of its own; the day is shared through PostgreSQL, some seconds late.
 */
public final class IngestLimits {

  /** More keys than this are forgotten, which only makes their buckets full again. */
  private static final int MAX_KEYS = 10_000;

  private record Key(long project, String name) {}

  /** What one request has taken. Not for use by several threads. */
  public final class Meter {

    private final @Nullable TokenBucket bucket;
    private final Volume volume;
    private final boolean announced;
    private final Limit limit;
    private long charged;
    private Duration wait = Duration.ZERO;

    private Meter(Limit limit, @Nullable TokenBucket bucket, Volume volume, long announced) {
      this.limit = limit;
      this.bucket = bucket;
      this.volume = volume;
      this.announced = announced > 0;
      this.charged = announced;
      volume.add(announced);
    }

    /**
     * The body has this many bytes by now, after decompression.
     *
     * @return false when it must stop; never for a body whose size was announced
     */
    public boolean charge(long total) {
      long more = total - charged;
      if (more <= 0) {
        return true;
      }
      charged = total;
      volume.add(more);
      if (bucket == null) {
        return true;
      }
      wait = announced ? Duration.ZERO : bucket.exhausted(now());
      bucket.owe(now(), more);
      return wait.isZero();
    }

    /** The answer for a body that was stopped. */
    public ProblemException refusal() {
      return tooFast(limit, wait);
    }
  }

  /** A project's bytes of one day: what all replicas had, and what this one has had since. */
  private static final class Volume {

    private final AtomicLong known = new AtomicLong();
    private final AtomicLong since = new AtomicLong();

    void add(long bytes) {
      since.addAndGet(bytes);
    }

    long total() {
      return known.get() + since.get();
    }
  }

  private record Day(long project, LocalDate day) {}

  private final Clock clock;
  private final Limit byDefault;
  private final Map<Key, TokenBucket> buckets = new ConcurrentHashMap<>();
  private final Map<Day, Volume> volumes = new ConcurrentHashMap<>();
  private volatile Map<Long, Limit> own = Map.of();

  /** Limits for projects that have none of their own. */
  public IngestLimits(Limit byDefault, Clock clock) {
    this.byDefault = byDefault;
    this.clock = clock;
  }

  /** What holds for a project. */
  public Limit of(long project) {
    return own.getOrDefault(project, byDefault);
  }

  /** What holds for projects without limits of their own. */
  public Limit byDefault() {
    return byDefault;
  }

  /**
   * Lets a request in.
   *
   * @param key the key's name
   * @param announced content length; 0 when unknown
   * @throws ProblemException 429 with the time to wait
   */
  public Meter admit(long project, String key, long announced) {
    Limit limit = of(project);
    Instant time = clock.instant();
    LocalDate day = time.atZone(ZoneOffset.UTC).toLocalDate();
    Volume volume = volumes.computeIfAbsent(new Day(project, day), d -> new Volume());
    Long perDay = limit.bytesPerDay();
    if (perDay != null && volume.total() >= perDay) {
      Duration untilMidnight =
          Duration.between(time, day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
      throw ProblemException.tooMany(
          "This project may send " + perDay + " bytes a day (UTC).", untilMidnight);
    }
    TokenBucket bucket = bucket(new Key(project, key), limit);
    if (bucket != null) {
      Duration wait = bucket.take(now(), announced);
      if (!wait.isZero()) {
        throw tooFast(limit, wait);
      }
    }
    return new Meter(limit, bucket, volume, announced);
  }

  private static ProblemException tooFast(Limit limit, Duration wait) {
    // Whole seconds, rounded up: a client that waits that long is let in.
    return ProblemException.tooMany(
        "This key may send " + limit.bytesPerSecond() + " bytes a second.",
        Duration.ofSeconds(Math.max(1, wait.plusNanos(999_999_999).toSeconds())));
  }

  private @Nullable TokenBucket bucket(Key key, Limit limit) {
    Long rate = limit.bytesPerSecond();
    if (rate == null) {
      return null;
    }
    if (buckets.size() >= MAX_KEYS && !buckets.containsKey(key)) {
      buckets.clear();
    }
    Long burst = limit.burstBytes();
    return buckets.computeIfAbsent(
        key, k -> new TokenBucket(rate, burst == null ? rate : burst, now()));
  }

  private long now() {
    Instant time = clock.instant();
    return time.getEpochSecond() * 1_000_000_000L + time.getNano();
  }

  /** From now on these projects have limits of their own; buckets of changed ones start anew. */
  void replace(Map<Long, Limit> limits) {
    Map<Long, Limit> before = own;
    own = Map.copyOf(limits);
    buckets
        .keySet()
        .removeIf(key -> !of(key.project()).equals(before.getOrDefault(key.project(), byDefault)));
  }

  /** Bytes since the last call, per project and day; the caller must make them durable. */
  Map<Long, Map<LocalDate, Long>> drain() {
    var drained = new HashMap<Long, Map<LocalDate, Long>>();
    volumes.forEach(
        (day, volume) -> {
          long bytes = volume.since.get();
          if (bytes > 0) {
            drained.computeIfAbsent(day.project(), p -> new HashMap<>()).put(day.day(), bytes);
          }
        });
    return drained;
  }

  /** {@code bytes} of the drained ones are durable; all replicas had {@code total} that day. */
  void flushed(long project, LocalDate day, long bytes, long total) {
    Volume volume = volumes.computeIfAbsent(new Day(project, day), d -> new Volume());
    volume.known.set(total);
    volume.since.addAndGet(-bytes);
  }

  /** Forgets days before {@code day}. */
  void forget(LocalDate day) {
    volumes
        .entrySet()
        .removeIf(e -> e.getKey().day().isBefore(day) && e.getValue().since.get() == 0);
  }
}
