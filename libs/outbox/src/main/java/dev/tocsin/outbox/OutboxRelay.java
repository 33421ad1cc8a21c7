package dev.tocsin.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Delivers what the outbox holds. Any number of relays may run on one table: work is claimed with
 * {@code SKIP LOCKED} and a lease, so a relay that dies delays its messages by the lease and loses
 * none. Between delivery and forgetting lies a crash window, hence at least once.
 *
 * <p>Each channel prefix is served by a thread of its own, so that a receiver that is away never
 * delays another. Messages of prefixes that this relay does not know wait for one that does.
 */
public final class OutboxRelay implements AutoCloseable {

  private final List<ChannelRelay> channels;

  /**
   * A relay; call {@link #start()} or drive it with {@link #runOnce()}.
   *
   * @param dataSource the database with the outbox table
   * @param deliveries by channel prefix, for instance {@code kafka} and {@code alert}
   * @param lease how long one delivery may take before another relay may try
   */
  public OutboxRelay(DataSource dataSource, Map<String, Delivery> deliveries, Duration lease) {
    this.channels =
        deliveries.entrySet().stream()
            .map(entry -> new ChannelRelay(dataSource, entry.getKey(), entry.getValue(), lease))
            .toList();
  }

  /** Starts the relay's own threads. */
  public void start() {
    channels.forEach(ChannelRelay::start);
  }

  /** Says that a transaction with a message has just committed: no need to wait for the sweep. */
  public void wake() {
    channels.forEach(ChannelRelay::wake);
  }

  /**
   * Claims what is due, delivers it and records each outcome, one channel after the other.
   *
   * @return how many messages were claimed
   */
  public int runOnce() throws SQLException {
    int claimed = 0;
    for (ChannelRelay channel : channels) {
      claimed += channel.runOnce();
    }
    return claimed;
  }

  /** Stops; deliveries under way are given the lease's time to end. */
  @Override
  public void close() {
    channels.forEach(ChannelRelay::stop);
    channels.forEach(ChannelRelay::awaitEnd);
  }
}
