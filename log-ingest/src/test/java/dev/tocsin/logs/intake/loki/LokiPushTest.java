package dev.tocsin.logs.intake.loki;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import dev.tocsin.logs.intake.Rejection;
import dev.tocsin.logs.intake.Taken;
import dev.tocsin.logs.intake.Taken.Line;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

class LokiPushTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";
  private static final String AT = Long.toString(Taken.NOW_NS - 1_000_001);

  private final Taken taken = new Taken();

  @Test
  void jsonWithLabelsAndMetadata() throws IOException {
    var line =
        json("""
                {"streams":[{"stream":{"app":"shop","env":"prod","level":"warning"},
                  "values":[["%s","stock is low",{"item":"tea","trace_id":"%s","span_id":"%s"}]]}]}
                """
                .formatted(AT, TRACE.toUpperCase(java.util.Locale.ROOT), SPAN))
            .getFirst();

    assertThat(line.timeNs()).isEqualTo(Taken.NOW_NS - 1_000_001);
    assertThat(line.body()).isEqualTo("stock is low");
    assertThat(line.severity()).isEqualTo(13);
    assertThat(line.severityText()).isEqualTo("warning");
    assertThat(line.resource())
        .isEqualTo(Map.of("service.name", "shop", "app", "shop", "env", "prod"));
    assertThat(line.attributes()).isEqualTo(Map.of("item", "tea"));
    assertThat(line.trace()).isEqualTo(TRACE);
    assertThat(line.span()).isEqualTo(SPAN);
  }

  @Test
  void labelsMayComeAfterTheValues() throws IOException {
    assertThat(
            json(
                "{\"streams\":[{\"values\":[[\"%s\",\"a\"],[\"%s\",\"b\"]],\"stream\":{\"service_name\":\"late\"}}]}"
                    .formatted(AT, AT)))
        .extracting(Line::service, Line::body)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("late", "a"),
            org.assertj.core.groups.Tuple.tuple("late", "b"));
  }

  @Test
  void theFormOfBeforeOneDotZero() throws IOException {
    assertThat(
            json(
                "{\"streams\":[{\"labels\":\"{job=\\\"old\\\", x=\\\"a\\\\nb\\\"}\",\"entries\":[{\"ts\":\"2026-11-20T09:59:00.5Z\",\"line\":\"hi\"}]}]}"))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.time()).isEqualTo("2026-11-20T09:59:00.5Z");
              assertThat(line.resource())
                  .isEqualTo(Map.of("service.name", "old", "job", "old", "x", "a\nb"));
            });
  }

  @Test
  void aBadEntryNeverCostsTheOthers() throws IOException {
    var lines =
        json(
            "{\"streams\":[{\"stream\":{},\"values\":[[\"soon\",\"a\"],7,[\"%s\",{}],[\"%s\",\"good\"]]}]}"
                .formatted(AT, AT));
    assertThat(lines).extracting(Line::body).containsExactly("good");
    assertThat(taken.rejections()).isEqualTo(Map.of(Rejection.NOT_JSON, 3));
  }

  @Test
  void whatIsNoRequestIsRefusedWhole() {
    for (String text : List.of("[]", "{\"streams\":[", "{\"streams\":7}", "nope", "{} {}")) {
      assertThatThrownBy(() -> LokiJson.read(text.getBytes(UTF_8), new LokiSink(taken.sink())))
          .as(text)
          .isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> LokiProtobuf.read("nope".getBytes(UTF_8), new LokiSink(taken.sink())))
        .isInstanceOf(IOException.class);
  }

  @Test
  void protobufWithMetadata() throws IOException {
    byte[] entry =
        message(
            out -> {
              bytes(
                  out,
                  1,
                  message(
                      time -> {
                        time.writeInt64(1, Taken.NOW.getEpochSecond() - 1);
                        time.writeInt32(2, 5);
                      }));
              out.writeString(2, "charged — ok");
              bytes(
                  out,
                  3,
                  message(
                      pair -> {
                        pair.writeString(1, "traceId");
                        pair.writeString(2, TRACE);
                      }));
              bytes(
                  out,
                  3,
                  message(
                      pair -> {
                        pair.writeString(1, "level");
                        pair.writeString(2, "critical");
                      }));
              out.writeString(9, "unknown");
            });
    byte[] request =
        message(
            out ->
                bytes(
                    out,
                    1,
                    message(
                        stream -> {
                          bytes(stream, 2, entry);
                          stream.writeString(1, "{job=\"till\"}");
                          stream.writeUInt64(3, 42);
                        })));

    LokiProtobuf.read(
        dev.tocsin.logs.intake.loki.Snappy.decode(Snappy.compress(request)),
        new LokiSink(taken.sink()));

    var line = taken.lines().getFirst();
    assertThat(line.timeNs()).isEqualTo(Taken.NOW_NS - 1_000_000_000L + 5);
    assertThat(line.body()).isEqualTo("charged — ok");
    assertThat(line.severity()).isEqualTo(18);
    assertThat(line.severityText()).isEqualTo("critical");
    assertThat(line.service()).isEqualTo("till");
    assertThat(line.trace()).isEqualTo(TRACE);
    assertThat(line.attributes()).isEmpty();
  }

  @Test
  void findsTheLevelWhereItIs() throws IOException {
    level("{\"level\":\"error\",\"msg\":\"x\"}", 17);
    level("{\"log\":{\"level\":\"warn\"},\"msg\":\"error\"}", 13);
    level("{\"level\":50,\"msg\":\"x\"}", 17);
    level("{\"a\":{\"b\":{\"level\":\"error\"}},\"m\":[{\"level\":\"error\"}]}", 17);
    level("{\"a\":{\"b\":{\"c\":\"x\"}},\"m\":[1]}", 0);
    level("ts=2026 level=warn msg=\"an error\"", 13);
    level("msg=\"level=error x\" LVL=\"Debug\"", 5);
    level("2026-11-20 10:00:00 ERROR payment failed", 17);
    level("[Warning] disk", 13);
    level("the fine print", 0);
    level("all good", 0);
    level("terror in the aisles", 0);
    level("", 0);
  }

  @Test
  void findsTheTraceInTheLine() throws IOException {
    for (String text :
        List.of(
            "{\\\"trace_id\\\":\\\"" + TRACE + "\\\"}",
            "{\\\"trace\\\":{\\\"id\\\":\\\"" + TRACE + "\\\"}}",
            "level=info traceID=" + TRACE + " msg=x")) {
      assertThat(new LokiPushTest().plain(text).trace()).as(text).isEqualTo(TRACE);
    }
  }

  @Test
  void labelsThatNobodyCanReadAreKeptAsText() {
    var sink = new LokiSink(taken.sink());
    assertThat(LokiLabels.parse("{a=b}")).isNull();
    assertThat(LokiLabels.parse("{a=\"b\" c=\"d\"}")).isNull();
    assertThat(LokiLabels.parse("{a=\"b\"")).isNull();
    assertThat(LokiLabels.parse("{a=\"\\u00e9\\\"\", b=`\\`,}"))
        .isEqualTo(Map.of("a", "é\"", "b", "\\"));
    sink.unreadableStream("{a=b}");
    sink.entry(Taken.NOW_NS, new byte[] {'x'}, 0, 1, List.of());
    assertThat(taken.lines().getFirst().resource()).containsEntry("loki.labels", "{a=b}");
  }

  @Test
  void snappyDecodesWhatTheRealOneEncodes() throws IOException {
    var random = new Random(7);
    for (int round = 0; round < 300; round++) {
      byte[] plain = new byte[random.nextInt(100_000)];
      int spread = 1 + random.nextInt(255);
      for (int i = 0; i < plain.length; i++) {
        plain[i] =
            i > 300 && random.nextInt(10) > 2
                ? plain[i - 1 - random.nextInt(300)]
                : (byte) random.nextInt(spread);
      }
      byte[] packed = Snappy.compress(plain);
      assertThat(dev.tocsin.logs.intake.loki.Snappy.decode(packed)).isEqualTo(plain);
      damaged(packed, random);
    }
  }

  /** Damage is an IOException or some bytes; never another exception, never more memory. */
  private static void damaged(byte[] packed, Random random) {
    byte[] copy = packed.clone();
    for (int i = 0; i < 3 && copy.length > 4; i++) {
      copy[4 + random.nextInt(copy.length - 4)] = (byte) random.nextInt();
    }
    try {
      dev.tocsin.logs.intake.loki.Snappy.decode(copy);
    } catch (IOException expected) {
      assertThat(expected).hasMessageContaining("block");
    }
  }

  private void level(String text, int expected) throws IOException {
    String quoted = text.replace("\\", "\\\\").replace("\"", "\\\"");
    assertThat(new LokiPushTest().plain(quoted).severity()).as(text).isEqualTo(expected);
  }

  private Line plain(String quoted) throws IOException {
    return json("{\"streams\":[{\"stream\":{},\"values\":[[\"%s\",\"%s\"]]}]}"
            .formatted(AT, quoted))
        .getFirst();
  }

  private List<Line> json(String text) throws IOException {
    LokiJson.read(text.getBytes(UTF_8), new LokiSink(taken.sink()));
    return taken.lines();
  }

  private interface Writing {
    void to(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Writing writing) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = CodedOutputStream.newInstance(bytes);
    writing.to(out);
    out.flush();
    return bytes.toByteArray();
  }

  private static void bytes(CodedOutputStream out, int field, byte[] value) throws IOException {
    out.writeByteArray(field, value);
  }
}
