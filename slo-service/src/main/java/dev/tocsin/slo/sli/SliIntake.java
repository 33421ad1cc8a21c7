package dev.tocsin.slo.sli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.events.SliBuckets;
import dev.tocsin.slo.indicator.GoodTotal;
import dev.tocsin.slo.indicator.Grid;
import dev.tocsin.slo.indicator.Intake;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides which buckets of an event count, and trusts nothing in it.
 *
 * <p>The event id is remembered under the day of its emission, not of its buckets: a count of
 * history may be months old and is still counted once.
 */
final class SliIntake {

  /** Marks what is not a monitor in the references of SLOs. */
  static final String PREFIX = "sli:";

  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);
  private static final int MAX_KEY = 190;
  private static final int MAX_BUCKETS = 20_000;
  private static final long MAX_COUNT = 1L << 40;

  private final ObjectMapper json;
  private final Duration horizon;
  private final Duration oldest;

  /**
   * An intake.
   *
   * @param horizon how far back event ids are remembered
   * @param oldest how far back counts are kept at all
   */
  SliIntake(ObjectMapper json, Duration horizon, Duration oldest) {
    this.json = json;
    this.horizon = horizon;
    this.oldest = oldest;
  }

  /**
   * What of an event counts.
   *
   * @param counted its buckets, each with an id of its own
   * @param dropped buckets that do not count because of their time
   * @param broken why the whole event is none; null when it is one
   */
  record Decision(List<Intake.Counted> counted, int dropped, @Nullable String broken) {
    private static Decision broken(String reason) {
      return new Decision(List.of(), 0, reason);
    }
  }

  /** The decision for the value of one record. */
  Decision decide(@Nullable String value, Instant now) {
    if (value == null) {
      return Decision.broken("malformed");
    }
    try {
      SliBuckets event = json.readValue(value, SliBuckets.class);
      return event == null ? Decision.broken("malformed") : decide(event, now);
    } catch (JsonProcessingException notOne) {
      return Decision.broken("malformed");
    }
  }

  @SuppressWarnings("ConstantValue") // Jackson passes null for an absent property
  private Decision decide(SliBuckets event, Instant now) {
    if (event.eventId() == null || event.emittedAt() == null || !storable(event.sli())) {
      return Decision.broken("malformed");
    }
    String key = event.key();
    if (!storable(key) || event.buckets().size() > MAX_BUCKETS) {
      return Decision.broken("malformed");
    }
    if (event.emittedAt().isBefore(Intake.oldestCounted(now, horizon))
        || event.emittedAt().isAfter(now.plus(CLOCK_TOLERANCE))) {
      return new Decision(List.of(), event.buckets().size(), null);
    }
    var counted = new ArrayList<Intake.Counted>();
    int dropped = 0;
    for (SliBuckets.SliBucket bucket : event.buckets()) {
      if (!sound(bucket)) {
        return Decision.broken("malformed");
      }
      long second = bucket.start().getEpochSecond();
      if (bucket.start().isAfter(now.plus(CLOCK_TOLERANCE))
          || bucket.start().isBefore(now.minus(oldest))) {
        dropped++;
      } else {
        counted.add(
            new Intake.Counted(
                idOf(event.eventId(), second),
                PREFIX + key,
                PREFIX + key,
                second,
                new GoodTotal(bucket.good(), bucket.valid()),
                event.emittedAt().getEpochSecond()));
      }
    }
    return new Decision(counted, dropped, null);
  }

  @SuppressWarnings("ConstantValue") // Jackson passes null for an absent property
  private static boolean sound(SliBuckets.@Nullable SliBucket bucket) {
    return bucket != null
        && bucket.start() != null
        && bucket.start().isAfter(Instant.EPOCH)
        && bucket.start().getEpochSecond() % Grid.BUCKET == 0
        && bucket.good() >= 0
        && bucket.good() <= bucket.valid()
        && bucket.valid() <= MAX_COUNT;
  }

  private static UUID idOf(String eventId, long second) {
    return UUID.nameUUIDFromBytes((eventId + "/" + second).getBytes(StandardCharsets.UTF_8));
  }

  /** PostgreSQL takes neither a zero character nor half a surrogate pair. */
  private static boolean storable(@Nullable String text) {
    return text != null
        && !text.isBlank()
        && text.length() <= MAX_KEY
        && text.indexOf('\0') < 0
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
