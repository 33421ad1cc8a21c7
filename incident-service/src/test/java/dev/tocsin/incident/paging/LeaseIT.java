package dev.tocsin.incident.paging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.incident.ledger.LedgerStore;
import dev.tocsin.incident.sql.Database;
import dev.tocsin.testkit.TestEngines;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Leases on attempts, on a database that no service touches. */
class LeaseIT {

  private static final PGSimpleDataSource SOURCE = new PGSimpleDataSource();
  private static final Database DATABASE = new Database(SOURCE);
  private final AttemptStore attempts = new AttemptStore(new LedgerStore());
  private final UUID incident = UUID.randomUUID();
  private final UUID page = UUID.randomUUID();

  @BeforeAll
  static void migrate() {
    var engines = TestEngines.running();
    SOURCE.setURL(engines.freshDatabase());
    SOURCE.setUser(TestEngines.USER);
    SOURCE.setPassword(engines.password());
    Flyway.configure(LeaseIT.class.getClassLoader()).dataSource(SOURCE).load().migrate();
  }

  @BeforeEach
  void aPage() {
    DATABASE.transaction(
        tx -> {
          UUID person = UUID.randomUUID();
          UUID run = UUID.randomUUID();
          tx.update("DELETE FROM attempt");
          tx.update(
              "INSERT INTO person (id, name, email) VALUES (?, 'A', 'a@example.com')", person);
          tx.update(
              "INSERT INTO policy_version (name, version, levels, repeats, changed_by)"
                  + " VALUES ('p', 1, '[]', 0, 't') ON CONFLICT DO NOTHING");
          tx.update(
              "INSERT INTO incident (id, number, group_key, title, severity, state, opened_at)"
                  + " VALUES (?, nextval('incident_number'), ?, 't', 'critical', 'triggered',"
                  + " now())",
              incident,
              incident.toString());
          tx.update(
              "INSERT INTO escalation_run (id, incident_id, policy_name, policy_version, state,"
                  + " loop, level, next_due_at, started_at)"
                  + " VALUES (?, ?, 'p', 1, 'active', 0, 1, now(), now())",
              run,
              incident);
          return tx.update(
              "INSERT INTO page (id, run_id, incident_id, loop, level, person_id, state,"
                  + " created_at) VALUES (?, ?, ?, 0, 1, ?, 'open', now())",
              page,
              run,
              incident,
              person);
        });
  }

  @Test
  void twoWorkersSideBySideNeverClaimTheSameAttempt() throws Exception {
    plan(500);
    List<Callable<List<Attempt>>> workers =
        List.of(() -> claimAll("one"), () -> claimAll("two"), () -> claimAll("three"));
    var claimed = new ArrayList<Attempt>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var result : threads.invokeAll(workers)) {
        claimed.addAll(result.get());
      }
    }
    assertThat(claimed).hasSize(500);
    assertThat(new HashSet<>(claimed.stream().map(Attempt::id).toList())).hasSize(500);
    assertThat(new HashSet<>(claimed.stream().map(Attempt::token).toList())).hasSize(500);
  }

  @Test
  void anExpiredLeaseComesBackAndTheFormerHoldersResultIsRefused() {
    plan(1);
    Attempt first = claim("stalled").getFirst();
    assertThat(claim("other")).as("leased: nobody else gets it").isEmpty();
    assertThat(DATABASE.<Integer>transaction(attempts::giveBackExpired)).isZero();

    DATABASE.transaction(
        tx -> tx.update("UPDATE attempt SET lease_until = now() - interval '1 second'"));
    assertThat(DATABASE.<Integer>transaction(attempts::giveBackExpired)).isEqualTo(1);
    Attempt second = claim("other").getFirst();
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.leases()).isEqualTo(first.leases() + 1);

    assertThat(finish(first, "failed")).as("late result of the stalled holder").isFalse();
    assertThat(finish(second, "handed_over")).isTrue();
    assertThat(finish(second, "failed")).as("states only move forward").isFalse();
    assertThat(
            DATABASE.<String>transaction(
                tx -> tx.one("SELECT state FROM attempt", row -> row.text("state"))))
        .isEqualTo("handed_over");
  }

  @Test
  void firstPagesOfIncidentsComeBeforeEverythingElse() {
    DATABASE.transaction(
        tx -> {
          attempts.plan(tx, incident, page, Channel.EMAIL, 1, 1, tx.now().minusSeconds(60));
          attempts.plan(tx, incident, page, Channel.WEBHOOK, 1, 0, tx.now());
          return true;
        });
    var one = DATABASE.<List<Attempt>>transaction(tx -> attempts.claim(tx, "w", 1));
    assertThat(one.getFirst().channel()).isEqualTo(Channel.WEBHOOK);
  }

  private void plan(int count) {
    DATABASE.transaction(
        tx -> {
          for (int i = 0; i < count; i++) {
            attempts.plan(tx, incident, page, Channel.EMAIL, i + 1, 0, tx.now());
          }
          return true;
        });
  }

  private List<Attempt> claimAll(String holder) {
    var all = new ArrayList<Attempt>();
    List<Attempt> batch;
    do {
      batch = DATABASE.transaction(tx -> attempts.claim(tx, holder, 7));
      all.addAll(batch);
    } while (!batch.isEmpty());
    return all;
  }

  private List<Attempt> claim(String holder) {
    return DATABASE.transaction(tx -> attempts.claim(tx, holder, 50));
  }

  private boolean finish(Attempt attempt, String state) {
    return DATABASE.transaction(tx -> attempts.finish(tx, attempt, state, "", ""));
  }
}
