package dev.tocsin.logs.intake.elastic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.logs.intake.Rejection;
import dev.tocsin.logs.intake.SeenKeys;
import dev.tocsin.logs.intake.Taken;
import dev.tocsin.testkit.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BulkBodyTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private final SeenKeys seen =
      new SeenKeys(1000, Duration.ofMinutes(20), new MutableClock(Taken.NOW));
  private final Taken taken = new Taken();

  @Test
  void ecsNamesDottedAndNested() {
    bulk(
        """
        {"create":{"_index":"logs-shop-default"}}
        {"@timestamp":"2026-11-20T09:59:58.123Z","message":"dotted","log.level":"warn","service.name":"till","host.name":"a1","trace.id":"%1$s","http.response.status_code":500,"tags":["x",1]}
        {"index":{"_index":"app-2026.11.20"}}
        {"@timestamp":1795168798123,"message":"nested","log":{"level":"error"},"host":{"name":"a2"},"trace":{"id":"%1$s"},"ok":true,"none":null,"ratio":0.5}
        """
            .formatted(TRACE));

    var lines = taken.lines();
    assertThat(lines).hasSize(2);
    var dotted = lines.getFirst();
    assertThat(dotted.time()).isEqualTo("2026-11-20T09:59:58.123Z");
    assertThat(dotted.severity()).isEqualTo(13);
    assertThat(dotted.trace()).isEqualTo(TRACE);
    assertThat(dotted.resource())
        .isEqualTo(
            Map.of(
                "service.name",
                "till",
                "host.name",
                "a1",
                "data_stream.name",
                "logs-shop-default"));
    assertThat(dotted.attributes())
        .isEqualTo(Map.of("http.response.status_code", 500L, "tags", List.of("x", 1L)));
    var nested = lines.get(1);
    assertThat(nested.time()).isEqualTo("2026-11-20T09:59:58.123Z");
    assertThat(nested.severity()).isEqualTo(17);
    assertThat(nested.trace()).isEqualTo(TRACE);
    assertThat(nested.service()).isEqualTo("app");
    assertThat(nested.attributes()).isEqualTo(Map.of("ok", true, "ratio", 0.5));
  }

  @Test
  void everyActionHasItsOwnVerdictInOrder() {
    var items =
        bulk(
            """
            {"create":{"_id":"1"}}
            {"message":"good"}
            {"create":{"_id":"2"}}
            {"message":

            {"update":{"_id":"3"}}
            {"doc":{}}
            {"delete":{"_id":"4"}}
            this is no action
            {"message":"its document"}
            {"create":{}}
            {"message":"too old","@timestamp":"1999-01-01T00:00:00Z"}
            {"create":{}}
            [1]
            {"index":{"_index":"x"}}
            {"message":"last"}
            {"create":{}}
            """);

    assertThat(items)
        .extracting(BulkItem::action, BulkItem::status)
        .containsExactly(
            tuple("create", 201),
            tuple("create", 400),
            tuple("update", 400),
            tuple("delete", 400),
            tuple("index", 400),
            tuple("create", 400),
            tuple("create", 400),
            tuple("index", 201),
            tuple("create", 400));
    assertThat(items)
        .extracting(BulkItem::id)
        .doesNotHaveDuplicates()
        .startsWith("1", "2", "3", "4");
    assertThat(taken.lines()).extracting(Taken.Line::body).containsExactly("good", "last");
    assertThat(taken.rejections()).isEqualTo(Map.of(Rejection.NOT_JSON, 3, Rejection.TOO_OLD, 1));
  }

  @Test
  void aRepeatedIdIsStoredOnce() {
    String first = "{\"create\":{\"_id\":\"1\"}}\n{\"message\":\"a\"}\n";
    String index = "{\"index\":{\"_id\":\"9\"}}\n{\"message\":\"b\"}\n";
    assertThat(bulk(first + first + index + index + index.replace("b", "changed")))
        .extracting(BulkItem::status)
        .containsExactly(201, 409, 201, 200, 201);
    assertThat(bulk(first + first.replace("\"1\"", "\"2\"")))
        .extracting(BulkItem::status)
        .containsExactly(409, 201);
    assertThat(taken.lines()).hasSize(4);
  }

  @Test
  void aDocumentWithoutMessageIsItsOwnMessage() {
    bulk("{\"create\":{}}\n  {\"user\":\"kim\"} \r\n");
    assertThat(taken.lines().getFirst().body()).isEqualTo("{\"user\":\"kim\"}");
    assertThat(taken.lines().getFirst().service()).isEqualTo("logs");
  }

  @Test
  void whatHasNoActionIsNoBulk() {
    assertThat(body("").read()).isFalse();
    assertThat(body("\n\n").read()).isFalse();
    assertThat(body("nope\nnope").read()).isFalse();
  }

  @Test
  void deepAndWideDocumentsAreBounded() {
    var items =
        bulk(
            "{\"create\":{}}\n"
                + "{\"a\":".repeat(10_000)
                + "1"
                + "}".repeat(10_000)
                + "\n{\"create\":{}}\n"
                + "{\"a\":".repeat(500)
                + "1"
                + "}".repeat(500)
                + "\n");
    assertThat(items).extracting(BulkItem::status).containsExactly(400, 201);
  }

  @Test
  void indicesNameServices() {
    assertThat(Indices.service("logs-nginx.access-default")).isEqualTo("nginx.access");
    assertThat(Indices.service("shop-2026.11.20")).isEqualTo("shop");
    assertThat(Indices.service("shop-2026.11")).isEqualTo("shop");
    assertThat(Indices.service("a-b-c")).isEqualTo("a-b-c");
    assertThat(Indices.service("2026.11.20")).isEqualTo("2026.11.20");
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values);
  }

  private BulkBody body(String text) {
    return new BulkBody(text.getBytes(UTF_8), 1, null, taken.sink(), seen);
  }

  private List<BulkItem> bulk(String text) {
    var body = body(text);
    assertThat(body.read()).isTrue();
    body.keys().forEach(seen::add);
    return body.items();
  }
}
