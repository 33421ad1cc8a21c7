package dev.tocsin.logs.action.exception;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SentryEventTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:01Z");

  private final ObjectMapper json =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  @Test
  void isWrittenInTheShapeThatTheTrackerReads() throws Exception {
    var record = SentryEvent.of(found(3), NOW);

    try (InputStream golden = getClass().getResourceAsStream("/golden/log-exception.v1.json")) {
      assertThat(json.readTree(json.writeValueAsString(record)))
          .isEqualTo(json.readTree(Objects.requireNonNull(golden)));
    }
  }

  @Test
  void theSameLineHasTheSameIdAndAnotherHasAnother() {
    assertThat(SentryEvent.of(found(3), NOW).eventId())
        .isEqualTo(SentryEvent.of(found(3), NOW.plusSeconds(60)).eventId())
        .isNotEqualTo(SentryEvent.of(found(4), NOW).eventId());
  }

  @Test
  void aFloodIsCutToItsRate() {
    var cap = new RateCap(60);
    int taken = 0;
    for (int i = 0; i < 1_000; i++) {
      taken += cap.take(1, NOW) ? 1 : 0;
    }
    assertThat(taken).isEqualTo(60);
    assertThat(cap.take(2, NOW)).isTrue();
    assertThat(cap.take(1, NOW.plus(Duration.ofSeconds(1)))).isTrue();
    assertThat(cap.take(1, NOW.plus(Duration.ofSeconds(1)))).isFalse();
  }

  private static FoundException found(long offset) {
    Trace trace = Objects.requireNonNull(StackTraces.parse(StackTracesTest.text("java-cause")));
    return new FoundException(
        1,
        2,
        offset,
        0,
        NOW.minusSeconds(1).getEpochSecond() * 1_000_000_000L,
        17,
        "shop",
        null,
        "0af7651916cd43dd8448eb211c80319c",
        "b7ad6b7169203331",
        Map.of("service.version", "1.4", "deployment.environment.name", "staging"),
        false,
        trace);
  }
}
