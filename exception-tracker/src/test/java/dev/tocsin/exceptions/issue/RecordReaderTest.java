package dev.tocsin.exceptions.issue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tocsin.exceptions.event.Frame;
import dev.tocsin.exceptions.grouping.g1.G1;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RecordReaderTest {

  private final RecordReader reader =
      new RecordReader(
          new ObjectMapper()
              .registerModule(new JavaTimeModule())
              .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS),
          new G1());

  @Test
  void anExceptionFoundInALogIsAnEventLikeAnyOther() throws Exception {
    // given a record as log-ingest writes it
    String value;
    try (InputStream golden = getClass().getResourceAsStream("/golden/log-exception.v1.json")) {
      value = new String(Objects.requireNonNull(golden).readAllBytes(), StandardCharsets.UTF_8);
    }
    // when it is read
    var event = reader.read(value, Instant.parse("2026-11-20T10:00:02Z"));
    // then causes, calls, trace and release are where grouping and people look for them
    assertThat(event.project()).isEqualTo(1);
    assertThat(event.event().exceptions())
        .extracting(thrown -> thrown.type())
        .containsExactly("java.net.ConnectException", "org.example.shop.CheckoutException");
    assertThat(event.event().exceptions().getLast().frames())
        .extracting(Frame::function)
        .containsExactly("run", "handle", "run", "pay");
    assertThat(event.event().traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(event.event().release()).isEqualTo("1.4");
    assertThat(event.event().environment()).isEqualTo("staging");
    assertThat(event.grouped()).isNotNull();
  }
}
