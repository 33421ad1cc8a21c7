package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoldenSamplesTest {

  private final ObjectMapper json =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  @ParameterizedTest
  @CsvSource({
    "probe-result.v1.json, dev.tocsin.events.ProbeResult",
    "alert.v1.json, dev.tocsin.events.Alert",
    "incident-event.v1.json, dev.tocsin.events.IncidentEvent",
    "access-key.v1.json, dev.tocsin.events.AccessChange",
    "access-project.v1.json, dev.tocsin.events.AccessChange",
    "exception-record.v1.json, dev.tocsin.events.ExceptionRecord",
    "sli-buckets.v1.json, dev.tocsin.events.SliBuckets"
  })
  void everyGoldenSampleDecodesAndEncodesToTheSameDocument(String file, Class<?> type)
      throws IOException {
    // given a document as a service once wrote it
    try (InputStream in = getClass().getResourceAsStream("/golden/" + file)) {
      var golden = json.readTree(Objects.requireNonNull(in, file));
      // when today's record reads and writes it
      var written = json.readTree(json.writeValueAsString(json.treeToValue(golden, type)));
      // then nothing is lost and nothing changes its shape
      assertThat(written).isEqualTo(golden);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "probe-result.v1.json, dev.tocsin.events.ProbeResult",
    "sli-buckets.v1.json, dev.tocsin.events.SliBuckets"
  })
  void aFieldFromTheFutureIsIgnored(String file, Class<?> type) throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/golden/" + file)) {
      var document =
          (com.fasterxml.jackson.databind.node.ObjectNode)
              json.readTree(Objects.requireNonNull(in, file));
      document.put("addedNextYear", true);
      assertThat(json.treeToValue(document, type)).isNotNull();
    }
  }
}
