package dev.tocsin.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Delivers the messages of one channel prefix on a thread of its own: a batch is as slow as its
 * slowest delivery, and no page may wait behind an absent Kafka.
 */
final class ChannelRelay {

  private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
  private static final int BATCH = 64;
  private static final Duration SWEEP = Duration.ofMillis(250);
  private static final Duration WAIT_AFTER_DATABASE_ERROR = Duration.ofSeconds(1);

  private final DataSource dataSource;
  private final String prefix;
  private final Delivery delivery;
  private final Duration lease;
  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore wakeUps = new Semaphore(0);
  private volatile boolean running;
  private final Thread loop;

  ChannelRelay(DataSource dataSource, String prefix, Delivery delivery, Duration lease) {
    this.dataSource = dataSource;
    this.prefix = prefix;
    this.delivery = delivery;
    this.lease = lease;
    this.loop = Thread.ofPlatform().name("outbox-" + prefix).daemon().unstarted(this::run);
  }

  void start() {
    running = true;
    loop.start();
  }

  void wake() {
    wakeUps.release();
  }

  /** Claims what is due, delivers it side by side and records each outcome. */
  int runOnce() throws SQLException {
    var token = UUID.randomUUID();
    List<OutboxStore.Claimed> claimed;
    try (Connection connection = dataSource.getConnection()) {
      claimed = OutboxStore.claim(connection, token, lease, BATCH, prefix);
    }
    if (claimed.isEmpty()) {
      return 0;
    }
    var outcomes = new ArrayList<Future<Outcome>>();
    for (OutboxStore.Claimed one : claimed) {
      Callable<Outcome> send = () -> send(one);
      outcomes.add(senders.submit(send));
    }
    record(token, outcomes);
    return claimed.size();
  }

  private sealed interface Outcome {
    record Delivered(long seq) implements Outcome {}

    record Failed(long seq, Duration pause, String error) implements Outcome {}

    record Rejected(long seq, String error) implements Outcome {}
  }

  private Outcome send(OutboxStore.Claimed one) {
    OutboxMessage message = one.message();
    try {
      delivery.deliver(message);
      return new Outcome.Delivered(one.seq());
    } catch (RejectedMessageException e) {
      LOG.errorf("outbox: %s refused message %d: %s", message.channel(), one.seq(), e.getMessage());
      return new Outcome.Rejected(one.seq(), String.valueOf(e.getMessage()));
    } catch (Exception e) {
      // The first failure may be a blip; a second one deserves a line, without a stack trace.
      if (one.attempt() == 2) {
        LOG.warnf("outbox: %s cannot be reached, trying on: %s", message.channel(), e.toString());
      }
      return new Outcome.Failed(one.seq(), RetryWait.after(one.attempt()), e.toString());
    }
  }

  private void record(UUID token, List<Future<Outcome>> outcomes) throws SQLException {
    var delivered = new ArrayList<Long>();
    try (Connection connection = dataSource.getConnection()) {
      for (Future<Outcome> future : outcomes) {
        switch (join(future)) {
          case Outcome.Delivered done -> delivered.add(done.seq());
          case Outcome.Failed failed ->
              OutboxStore.postpone(connection, token, failed.seq(), failed.pause(), failed.error());
          case Outcome.Rejected rejected ->
              OutboxStore.park(connection, token, rejected.seq(), rejected.error());
        }
      }
      if (!delivered.isEmpty()) {
        OutboxStore.delivered(connection, token, delivered);
      }
    }
  }

  private static Outcome join(Future<Outcome> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("relay stopped while delivering", e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("a delivery broke its contract", e);
    }
  }

  private void run() {
    while (running) {
      try {
        if (runOnce() == 0) {
          pause(SWEEP);
        }
      } catch (SQLException | RuntimeException e) {
        if (running) {
          LOG.warnf("outbox: cannot read the table, trying on: %s", e.toString());
          pause(WAIT_AFTER_DATABASE_ERROR);
        }
      }
    }
  }

  @SuppressWarnings("ResultOfMethodCallIgnored") // woken or not, the next look is the same
  private void pause(Duration time) {
    try {
      if (wakeUps.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
        wakeUps.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }

  /** Takes no more; a delivery under way goes on. */
  void stop() {
    running = false;
    wake();
  }

  /** Waits for the delivery under way, at most the lease's time. */
  void awaitEnd() {
    try {
      loop.join(lease.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    senders.shutdownNow();
  }
}
