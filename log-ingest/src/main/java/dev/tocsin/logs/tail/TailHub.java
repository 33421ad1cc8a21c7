package dev.tocsin.logs.tail;

import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.segment.SegmentStore;
import dev.tocsin.logs.stream.StreamConfig;
import dev.tocsin.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Who listens. The stream is read only while somebody does. */
public final class TailHub implements AutoCloseable {

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final StreamConfig stream;
  private final TailConfig config;
  private final SegmentStore segments;
  private final Clock clock;
  private final MeterRegistry metrics;
  private @Nullable TailConsumer running;

  /** Nobody listens yet. */
  public TailHub(
      StreamConfig stream,
      TailConfig config,
      SegmentStore segments,
      Clock clock,
      MeterRegistry metrics) {
    this.stream = stream;
    this.config = config;
    this.segments = segments;
    this.clock = clock;
    this.metrics = metrics;
    metrics.gauge("tocsin.logs.tail.listeners", listeners, List::size);
  }

  /**
   * Listens from now on.
   *
   * @param project only this project; null for all
   * @throws ProblemException 429 when too many listen already
   */
  public synchronized Listener listen(@Nullable Long project, Expr expr) {
    if (listeners.size() >= config.maxListeners()) {
      throw ProblemException.tooMany(
          "At most " + config.maxListeners() + " may follow the stream at once.",
          Duration.ofSeconds(30));
    }
    var self = new Listener[1];
    self[0] = new Listener(project, expr, config.queue(), config.heartbeat(), () -> leave(self[0]));
    listeners.add(self[0]);
    if (running == null) {
      var consumer = new TailConsumer(stream.bootstrap(), segments, clock, metrics, listeners);
      Thread.ofPlatform().daemon().name("log-tail").start(consumer);
      running = consumer;
    }
    return self[0];
  }

  private synchronized void leave(Listener listener) {
    listeners.remove(listener);
    var consumer = running;
    if (listeners.isEmpty() && consumer != null) {
      consumer.close();
      running = null;
    }
  }

  /** Tells all listeners that it is over. */
  @Override
  public void close() {
    listeners.forEach(listener -> listener.end("the service is being stopped"));
    synchronized (this) {
      if (running != null) {
        running.close();
        running = null;
      }
    }
  }
}
