package dev.tocsin.logs.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.logs.accounting.AccountStore;
import dev.tocsin.logs.accounting.Ledger;
import dev.tocsin.testkit.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Letters that go too old, are too many, or are being sent again. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class LetterStoreIT {

  private static final Instant LONG_AGO = Instant.parse("2001-02-03T04:05:06Z");
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @Inject LetterStore letters;
  @Inject AccountStore accounts;
  @Inject DataSource database;

  private final long project = ThreadLocalRandom.current().nextLong(1_000_000, 1_000_000_000);
  private final LetterFilter mine = new LetterFilter(project, null, null, null);

  @Test
  void whatIsTooOldIsDroppedAndCounted() throws SQLException {
    keep("old", LONG_AGO);
    keep("new", NOW);

    letters.expire(LONG_AGO.plusSeconds(1));

    assertThat(texts()).containsExactly("new");
    var old = accounts.days(project, Ledger.day(LONG_AGO), Ledger.day(LONG_AGO)).getFirst();
    assertThat(old.rejected()).isZero();
    assertThat(old.dropped()).isEqualTo(1);
    assertThat(accounts.reasons(project, Ledger.day(LONG_AGO), Ledger.day(LONG_AGO)))
        .containsExactly(new AccountStore.Reason(project, "dropped", "expired", 1));
  }

  @Test
  void theOldestOfTooManyAreDropped() throws SQLException {
    for (int i = 0; i < 5; i++) {
      keep("letter " + i, NOW);
    }

    letters.trim(3);

    assertThat(texts()).containsExactly("letter 4", "letter 3", "letter 2");
    var day = accounts.days(project, Ledger.day(NOW), Ledger.day(NOW)).getFirst();
    assertThat(day.received()).isEqualTo(5);
    assertThat(day.rejected()).isEqualTo(3);
    assertThat(day.dropped()).isEqualTo(2);
  }

  @Test
  void aLetterIsTakenForReplayOnceAndOneThatWasCutOffOnlyByItsNumber() throws SQLException {
    keep("one", NOW);

    var taken = letters.claim(mine, null, NOW, null, 10);
    assertThat(taken).hasSize(1);
    assertThat(letters.claim(mine, null, NOW.plusSeconds(600), null, 10)).isEmpty();
    long id = taken.getFirst().id();
    assertThat(letters.claim(mine, id, NOW.plusSeconds(60), NOW.minusSeconds(60), 1)).isEmpty();
    assertThat(letters.claim(mine, id, NOW.plusSeconds(600), NOW.plusSeconds(480), 1)).hasSize(1);

    letters.release(List.of(id));
    assertThat(letters.claim(mine, null, NOW, null, 10)).hasSize(1);
    letters.replayed(List.of(id));
    assertThat(texts()).isEmpty();
    var day = accounts.days(project, Ledger.day(NOW), Ledger.day(NOW)).getFirst();
    assertThat(day.received()).isZero();
    assertThat(day.rejected()).isZero();
  }

  private void keep(String text, Instant received) throws SQLException {
    long ns = received.getEpochSecond() * 1_000_000_000L;
    var letter = new DeadLetter(project, "test", "not_json", "1", ns, 1, text.getBytes(UTF_8));
    try (var connection = database.getConnection()) {
      String origin = UUID.randomUUID().toString();
      assertThat(LetterStore.insert(connection, letter, false, false, origin)).isTrue();
      assertThat(LetterStore.insert(connection, letter, false, false, origin))
          .as("the same place in the stream again")
          .isFalse();
      var ledger = new Ledger();
      ledger.received(project, Ledger.day(received), 1);
      ledger.rejected(project, Ledger.day(received), "not_json", 1);
      ledger.apply(connection);
    }
  }

  private List<String> texts() throws SQLException {
    return letters.page(mine, Long.MAX_VALUE, 100).stream()
        .map(letter -> new String(letter.raw(), UTF_8))
        .toList();
  }
}
