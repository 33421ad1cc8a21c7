package dev.tocsin.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testkit.TestEngines;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class OutboxRelayTest {

  private static final Duration LEASE = Duration.ofSeconds(10);

  private static final String ALERTS = "alert";

  private final PGSimpleDataSource dataSource = new PGSimpleDataSource();
  private final ConcurrentLinkedQueue<String> received = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void freshTable() throws SQLException {
    var engines = TestEngines.running();
    dataSource.setUrl(engines.freshDatabase());
    dataSource.setUser(TestEngines.USER);
    dataSource.setPassword(engines.password());
    sql(OutboxTable.DDL);
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        var run = connection.createStatement()) {
      run.execute(statement);
    }
  }

  private void append(String key, String payload) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      OutboxStore.append(connection, new OutboxMessage("alert", key, Map.of("h", "v"), payload));
    }
  }

  private OutboxStore.Backlog backlog() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return OutboxStore.backlog(connection);
    }
  }

  private OutboxRelay relay(Delivery delivery) {
    return new OutboxRelay(dataSource, Map.of("alert", delivery), LEASE);
  }

  private Delivery receiving() {
    return message -> received.add(message.payload());
  }

  private static void drain(OutboxRelay relay) throws SQLException {
    int rounds = 0;
    while (relay.runOnce() > 0) {
      assertThat(++rounds).isLessThan(1000);
    }
  }

  @Test
  void whatACommittedTransactionSaidIsDeliveredAndForgotten() throws SQLException {
    append("a", "1");
    try (var relay = relay(receiving())) {
      drain(relay);
    }
    assertThat(received).containsExactly("1");
    assertThat(backlog().rows()).isZero();
  }

  @Test
  void whatARolledBackTransactionSaidIsNeverDelivered() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      OutboxStore.append(connection, new OutboxMessage("alert", "a", Map.of(), "never"));
      connection.rollback();
    }
    try (var relay = relay(receiving())) {
      drain(relay);
    }
    assertThat(received).isEmpty();
  }

  @Test
  void aRelayLeavesTheChannelsOfOthersAlone() throws SQLException {
    append("a", "1");
    try (var other = new OutboxRelay(dataSource, Map.of("kafka", receiving()), LEASE)) {
      assertThat(other.runOnce()).isZero();
    }
    try (var relay = relay(receiving())) {
      drain(relay);
    }
    assertThat(received).containsExactly("1");
  }

  @Test
  void aFailingMessageHoldsBackItsOwnKeyOnly() throws SQLException {
    append("a", "a1");
    append("a", "a2");
    append("b", "b1");
    Delivery aIsAway =
        message -> {
          if (message.key().equals("a")) {
            throw new IOException("away");
          }
          received.add(message.payload());
        };
    try (var relay = relay(aIsAway)) {
      drain(relay);
    }
    assertThat(received).containsExactly("b1");
    assertThat(backlog().rows()).isEqualTo(2);

    // when the receiver is back and the wait is over
    sql("UPDATE outbox SET due_at = now()");
    try (var relay = relay(receiving())) {
      drain(relay);
    }
    assertThat(received).containsExactly("b1", "a1", "a2");
  }

  @Test
  void aMessageRefusedForGoodIsParkedAndLetsOthersPass() throws SQLException {
    append("a", "bad");
    append("a", "good");
    Delivery refusing =
        message -> {
          if (message.payload().equals("bad")) {
            throw new RejectedMessageException("status 400");
          }
          received.add(message.payload());
        };
    try (var relay = relay(refusing)) {
      drain(relay);
    }
    assertThat(received).containsExactly("good");
    assertThat(backlog().parked()).isEqualTo(1);
  }

  @Test
  void aRelayThatDiedAfterClaimingDelaysByItsLeaseAndLosesNothing() throws SQLException {
    append("a", "1");
    try (Connection connection = dataSource.getConnection()) {
      assertThat(OutboxStore.claim(connection, UUID.randomUUID(), LEASE, 10, ALERTS)).hasSize(1);
    }
    try (var relay = relay(receiving())) {
      assertThat(relay.runOnce()).isZero();
      sql("UPDATE outbox SET lease_until = now() - interval '1 second'");
      drain(relay);
    }
    assertThat(received).containsExactly("1");
  }

  @Test
  void aStalledRelayCannotTouchWhatAnotherHasTakenOver() throws SQLException {
    append("a", "1");
    try (Connection connection = dataSource.getConnection()) {
      var stalled = UUID.randomUUID();
      long seq = OutboxStore.claim(connection, stalled, LEASE, 1, ALERTS).getFirst().seq();
      sql("UPDATE outbox SET lease_until = now() - interval '1 second'");
      assertThat(OutboxStore.claim(connection, UUID.randomUUID(), LEASE, 1, ALERTS)).hasSize(1);
      OutboxStore.delivered(connection, stalled, List.of(seq));
      assertThat(OutboxStore.backlog(connection).rows()).isEqualTo(1);
    }
  }

  @Test
  void fourRelaysSideBySideDeliverEachMessageOnceAndInOrderPerKey() throws Exception {
    for (int i = 0; i < 40; i++) {
      append("k" + i % 4, i % 4 + ":" + String.format("%02d", i));
    }
    try (var threads = Executors.newFixedThreadPool(4)) {
      var runs = new ArrayList<java.util.concurrent.Future<?>>();
      for (int i = 0; i < 4; i++) {
        runs.add(
            threads.submit(
                () -> {
                  try (var relay = relay(receiving())) {
                    while (backlog().rows() > 0) {
                      relay.runOnce();
                    }
                  }
                  return null;
                }));
      }
      for (var run : runs) {
        run.get();
      }
    }
    assertThat(received).hasSize(40).doesNotHaveDuplicates();
    for (String key : List.of("0:", "1:", "2:", "3:")) {
      assertThat(received.stream().filter(p -> p.startsWith(key)).toList()).isSorted();
    }
  }

  @Test
  void anAlertDoesNotWaitForAKafkaThatIsAway() throws Exception {
    // given a delivery to Kafka that hangs
    var kafkaIsBack = new CountDownLatch(1);
    Delivery hanging = _ -> kafkaIsBack.await();
    var deliveries = Map.of("kafka", hanging, "alert", receiving());
    try (var relay = new OutboxRelay(dataSource, deliveries, LEASE);
        Connection connection = dataSource.getConnection()) {
      relay.start();
      OutboxStore.append(connection, new OutboxMessage("kafka:t", "a", Map.of(), "event"));
      Awaitility.await().until(() -> leased() == 1);
      // when an alert is written
      append("a", "alert");
      // then it is delivered while the other still hangs
      Awaitility.await().until(() -> received.contains("alert"));
      assertThat(leased()).isEqualTo(1);
      kafkaIsBack.countDown();
    }
  }

  private int leased() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        var select =
            connection.prepareStatement(
                "SELECT count(*) FROM outbox WHERE lease_until IS NOT NULL AND channel <> 'alert'");
        var row = select.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  @Test
  void waitsGrowAndStayBounded() {
    assertThat(RetryWait.after(1)).isEqualTo(Duration.ofMillis(250));
    assertThat(RetryWait.after(3)).isEqualTo(Duration.ofSeconds(1));
    assertThat(RetryWait.after(1000)).isEqualTo(Duration.ofSeconds(5));
  }
}
