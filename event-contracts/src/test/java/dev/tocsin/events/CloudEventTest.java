package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

class CloudEventTest {

  private final CloudEvent event =
      new CloudEvent(
          "1f0c", "uptime-prober", "tocsin.alert", Instant.parse("2026-11-20T10:00:00Z"), "m-1");

  @Test
  void headersReadBackToTheSameEvent() {
    assertThat(CloudEvent.fromHeaders(event.toHeaders())).isEqualTo(event);
  }

  @Test
  void aMissingHeaderIsNamed() {
    var headers = new HashMap<>(event.toHeaders());
    headers.remove("ce_id");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CloudEvent.fromHeaders(headers))
        .withMessageContaining("ce_id");
  }

  @Test
  void anUnreadableTimeIsNamed() {
    var headers = new HashMap<>(event.toHeaders());
    headers.put("ce_time", "yesterday");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CloudEvent.fromHeaders(headers))
        .withMessageContaining("ce_time");
  }
}
