package dev.tocsin.logs.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.logs.record.BatchDecoder;
import dev.tocsin.logs.record.LogEntry;
import dev.tocsin.logs.record.RecordJson;
import dev.tocsin.logs.redaction.Redactions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntakeRequestTest {

  private static final long NOW_NS = 1_795_168_800_000_000_000L;

  private final IntakeRequest request =
      new IntakeRequest(
          1,
          "test",
          NOW_NS,
          new RecordLimits(NOW_NS - 86_400_000_000_000L, NOW_NS + 60_000_000_000L, 10_000),
          new Redactions(new SimpleMeterRegistry()).of(1));

  @Test
  void everyPartOfARecordArrives() {
    request.origin(List.of(Attr.of("service.name", "shop"), Attr.of("zone", 7)), "lib", "1.2");
    request
        .draft()
        .timeNs(NOW_NS - 5)
        .observedNs(NOW_NS - 3)
        .severity(17, "ERROR")
        .body("no tea — ever")
        .traceIdHex("4BF92F3577B34DA6A3CE929D0E0E4736")
        .spanIdHex("00f067aa0ba902b7")
        .eventName("sold.out")
        .attribute("text", "x".repeat(300))
        .attribute("n", -42)
        .attribute("d", 1.5)
        .attribute("ok", true)
        .attributeJson("list", "[1,\"a\",{\"b\":[null]}]".getBytes(UTF_8), 0, 20)
        .attributeNull("nil".getBytes(UTF_8), 0, 3);
    assertThat(request.add()).isNull();

    LogEntry entry = entries().getFirst();
    assertThat(entry.timeNs()).isEqualTo(NOW_NS - 5);
    assertThat(entry.observedNs()).isEqualTo(NOW_NS - 3);
    assertThat(entry.severity().number()).isEqualTo(17);
    assertThat(entry.severity().text()).isEqualTo("ERROR");
    assertThat(entry.service()).isEqualTo("shop");
    assertThat(entry.scope()).isEqualTo("lib");
    assertThat(entry.body()).isEqualTo("no tea — ever");
    assertThat(entry.resource()).isEqualTo("{\"service.name\":\"shop\",\"zone\":7}");
    assertThat(entry.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(entry.spanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(entry.attributes())
        .isEqualTo(
            "{\"text\":\""
                + "x".repeat(300)
                + "\",\"n\":-42,\"d\":1.5,\"ok\":true,\"list\":[1,\"a\",{\"b\":[null]}],"
                + "\"nil\":null,\"event.name\":\"sold.out\"}");
  }

  @Test
  void whatLiesTooDeepStaysText() {
    String json = "x[" + "[".repeat(30) + "1, 2" + "]".repeat(30) + "]";
    request.draft().attributeJson("a", json.getBytes(UTF_8), 1, json.length());
    assertThat(request.add()).isNull();
    assertThat(entries().getFirst().attributes())
        .isEqualTo(
            "{\"a\":"
                + "[".repeat(16)
                + "\""
                + "[".repeat(15)
                + "1, 2"
                + "]".repeat(15)
                + "\""
                + "]".repeat(16)
                + "}");
  }

  @Test
  void theLastValueOfAKeyWins() {
    request.draft().attribute("a", "1".repeat(200)).attribute("b", 2).attribute("a", "3");
    assertThat(request.add()).isNull();
    assertThat(entries().getFirst().attributes()).isEqualTo("{\"b\":2,\"a\":\"3\"}");
  }

  @Test
  void secretsAndBrokenTextAreReplaced() {
    byte[] broken = {'a', (byte) 0xC3, 0, 'b'};
    request
        .draft()
        .body("password=hunter2 ok")
        .attribute("db.password", "hunter2")
        .attribute("k".getBytes(UTF_8), 0, 1, broken, 0, 4)
        .attributeJson("o", "{\"secret\":[1]}".getBytes(UTF_8), 0, 14);
    assertThat(request.add()).isNull();
    LogEntry entry = entries().getFirst();
    assertThat(entry.body()).isEqualTo("password=[redacted:password] ok");
    assertThat(entry.attributes())
        .isEqualTo(
            "{\"db.password\":\"[redacted:password]\",\"k\":\"a��b\","
                + "\"o.secret\":\"[redacted:password]\"}");
  }

  @Test
  void badRecordsAreCountedAndCostNoGoodOnes() {
    request.draft().body("old").timeNs(1);
    assertThat(request.add()).isEqualTo(Rejection.TOO_OLD);
    request.draft().body("x".repeat(20_000));
    assertThat(request.add()).isEqualTo(Rejection.TOO_LARGE);
    request.draft().body("good");
    assertThat(request.add()).isNull();
    request.reject(Rejection.NOT_JSON, new byte[1], 0, 1);
    assertThat(request.rejections())
        .containsOnlyKeys(Rejection.TOO_OLD, Rejection.TOO_LARGE, Rejection.NOT_JSON);
    assertThat(entries()).extracting(LogEntry::body).containsExactly("good");
  }

  @Test
  void aRefusedRecordReadsBackAsAJsonLine() throws IOException {
    request.origin(List.of(Attr.of("service.name", "shop"), Attr.of("zone", 7)), "", "");
    var draft = request.draft().timeNs(1_000_000_001L).severity(17, "ERROR").body("old \"tea\"");
    draft.traceIdHex("4bf92f3577b34da6a3ce929d0e0e4736").attribute("n", 5);
    var record = new ProtoBytes(10);
    draft.writeTo(record);
    assertThat(
            RecordJson.of(
                Origin.of(List.of(Attr.of("zone", 7)), "", "", request.redaction()).resource(),
                record.bytes,
                ProtoBytes.contentStart(record.bytes),
                record.size))
        .isEqualTo(
            "{\"time\":\"1970-01-01T00:00:01.000000001Z\",\"severityText\":\"ERROR\","
                + "\"message\":\"old \\\"tea\\\"\",\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\","
                + "\"zone\":7,\"service.name\":\"unknown_service\",\"n\":5}");
    assertThat(request.add()).isEqualTo(Rejection.TOO_OLD);
    assertThat(request.letters().isEmpty()).isFalse();
  }

  @Test
  void batchesAreCutAndSortedByService() {
    for (int i = 0; i < 3000; i++) {
      request.origin(List.of(Attr.of("service.name", "s" + i % 2)), "", "");
      request.draft().body("b" + i).attribute("pad", "p".repeat(1000));
      assertThat(request.add()).isNull();
    }
    var batches = request.batches();
    assertThat(batches).hasSizeGreaterThan(3);
    assertThat(batches).allMatch(batch -> batch.value().length <= 950_000);
    var entries = entries();
    assertThat(entries).hasSize(3000);
    assertThat(entries).extracting(LogEntry::body).doesNotHaveDuplicates();
    assertThat(entries)
        .allMatch(e -> e.service().equals("s" + Integer.parseInt(e.body().substring(1)) % 2));
  }

  private List<LogEntry> entries() {
    try {
      var entries = new ArrayList<LogEntry>();
      for (var batch : request.batches()) {
        var decoded = BatchDecoder.decode(batch.value(), 0, 0, batch.receivedNs());
        assertThat(decoded).hasSize(batch.records());
        entries.addAll(decoded);
      }
      return entries;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
