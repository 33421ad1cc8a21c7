package dev.tocsin.logs.intake;

import dev.tocsin.logs.deadletter.DeadLetterPublisher;
import dev.tocsin.logs.redaction.Redactions;
import dev.tocsin.logs.stream.LogBatch;
import dev.tocsin.logs.stream.LogPublisher;
import dev.tocsin.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where every door ends: cleaned batches go to Kafka, and each record is counted exactly once. */
@Singleton
public class IntakePublisher {

  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

  private final LogPublisher kafka;
  private final Redactions redactions;
  private final MeterRegistry metrics;
  private final Clock clock;
  private final IntakeConfig config;
  private final ConfirmedParts confirmed;
  private final DeadLetterPublisher letters;
  private final RepeatedRequests repeated;

  /** Publishes through the one producer of this process. */
  @Inject
  public IntakePublisher(
      LogPublisher kafka,
      DeadLetterPublisher letters,
      Redactions redactions,
      MeterRegistry metrics,
      Clock clock,
      IntakeConfig config) {
    this.redactions = redactions;
    this.kafka = kafka;
    this.metrics = metrics;
    this.clock = clock;
    this.config = config;
    this.confirmed = new ConfirmedParts(clock);
    this.letters = letters;
    this.repeated = new RepeatedRequests(clock);
  }

  /** Starts a request of a project; finish it with {@link #publish(IntakeRequest)}. */
  public IntakeRequest begin(long project, String protocol) {
    Instant now = clock.instant();
    return new IntakeRequest(project, protocol, nanos(now), limits(now), redactions.of(project));
  }

  private RecordLimits limits(Instant now) {
    return new RecordLimits(
        nanos(now.minus(config.maxAge())),
        nanos(now.plus(config.maxAhead())),
        (int) config.maxRecord().asLongValue());
  }

  /**
   * Makes the request's batches durable. When part of them was confirmed and part was not, the
   * confirmed ones are remembered, so that the client may send the same request again.
   *
   * @throws ProblemException 503 when the stream did not confirm everything
   */
  public IntakeOutcome publish(IntakeRequest request) {
    List<LogBatch> batches = request.batches();
    IntakeOutcome outcome = publish(request.protocol(), batches, request.rejections());
    if (!request.letters().isEmpty() && !letters.send(request.letters())) {
      batches.forEach(confirmed::remember);
      throw away();
    }
    return outcome;
  }

  /**
   * Runs {@code work} at most once in ten minutes per project and key; a repeat gets the same
   * answer, and one that comes while the first is in work waits for it.
   *
   * @param key the client's {@code Idempotency-Key}; null when it sent none
   * @throws ProblemException 400 when the key is not usable, and what {@code work} throws
   */
  public <T> T once(Class<T> type, long project, @Nullable String key, Supplier<T> work) {
    return repeated.once(type, project, key, work);
  }

  private static ProblemException away() {
    return ProblemException.unavailable(
        "The log stream does not answer; nothing is lost if you send this again.", TRY_AGAIN);
  }

  private IntakeOutcome publish(
      String protocol, List<LogBatch> batches, Map<Rejection, Integer> refused) {
    var rejections = new EnumMap<Rejection, Integer>(Rejection.class);
    rejections.putAll(refused);
    List<LogBatch> missing = batches.stream().filter(batch -> !confirmed.forget(batch)).toList();
    var lost = new ArrayList<LogBatch>();
    var durable = new ArrayList<LogBatch>();
    List<Boolean> answers = kafka.publish(missing);
    for (int i = 0; i < answers.size(); i++) {
      (answers.get(i) ? durable : lost).add(missing.get(i));
    }
    if (!lost.isEmpty()) {
      batches.stream().filter(batch -> !lost.contains(batch)).forEach(confirmed::remember);
      rejections.merge(Rejection.NOT_CONFIRMED, records(lost), Integer::sum);
    }
    count(protocol, records(durable), rejections);
    if (!lost.isEmpty()) {
      throw away();
    }
    return new IntakeOutcome(records(batches), rejections);
  }

  private static int records(List<LogBatch> batches) {
    return batches.stream().mapToInt(LogBatch::records).sum();
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000L + time.getNano();
  }

  private void count(String protocol, int durable, Map<Rejection, Integer> rejections) {
    int rejected = rejections.values().stream().mapToInt(Integer::intValue).sum();
    metrics.counter("tocsin.logs.received", "protocol", protocol).increment(durable + rejected);
    metrics.counter("tocsin.logs.published", "protocol", protocol).increment(durable);
    rejections.forEach(
        (reason, n) ->
            metrics
                .counter("tocsin.logs.rejected", "protocol", protocol, "reason", reason.label())
                .increment(n));
  }
}
