package dev.tocsin.exceptions.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class ScrubberTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static void f(String sent, String expected) {
    var clean = Scrubber.scrub(read(sent));
    assertThat(clean).as(sent).isEqualTo(read(expected));
    assertThat(Scrubber.scrub(clean)).as("a second time").isEqualTo(clean);
  }

  private static void text(String sent, String expected) {
    var event = JSON.createObjectNode().put("message", sent);
    assertThat(Scrubber.scrub(event).path("message").asText()).isEqualTo(expected);
  }

  @Test
  void valuesBehindTellingNamesGo() {
    f(
        "{'extra':{'password':'a','user_passwd':'b','client-secret':'c','X-Api-Key':'d','apiKey':'e'}}",
        "{'extra':{'password':'[scrubbed:password]','user_passwd':'[scrubbed:passwd]',"
            + "'client-secret':'[scrubbed:secret]','X-Api-Key':'[scrubbed:apikey]',"
            + "'apiKey':'[scrubbed:apikey]'}}");
    f(
        "{'request':{'headers':{'Authorization':'x','Cookie':'y','Accept':'z'},'cookies':'a=b'}}",
        "{'request':{'headers':{'Authorization':'[scrubbed:authorization]',"
            + "'Cookie':'[scrubbed:cookie]','Accept':'z'},'cookies':'[scrubbed:cookie]'}}");
    f(
        "{'request':{'headers':[['X-Auth','x'],['Accept','z']]}}",
        "{'request':{'headers':[['X-Auth','[scrubbed:auth]'],['Accept','z']]}}");
    f(
        "{'exception':[{'stacktrace':{'frames':[{'vars':{'token':{'a':1},'author':'jo','n':null}}]}}]}",
        "{'exception':[{'stacktrace':{'frames':[{'vars':{'token':'[scrubbed:token]','author':'jo',"
            + "'n':null}}]}}]}");
    f(
        "{'extra':{'card':4111111111111111,'order':4111111111111112}}",
        "{'extra':{'card':'[scrubbed:card]','order':4111111111111112}}");
    f(
        "{'modules':{'jsonwebtoken':'9.0.0'},'sdk':{'name':'s'}}",
        "{'modules':{'jsonwebtoken':'9.0.0'},'sdk':{'name':'s'}}");
  }

  @Test
  void secretsInsideTextGo() {
    text("card 4111 1111 1111 1111 refused", "card [scrubbed:card] refused");
    text("card 5500-0000-0000-0004", "card [scrubbed:card]");
    text("order 4111111111111112", "order 4111111111111112");
    text("trace 4bf92f3577b34da6a3ce929d0e0e4736", "trace 4bf92f3577b34da6a3ce929d0e0e4736");
    text("got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc_-1", "got [scrubbed:jwt]");
    text("Authorization: Bearer abc123def456", "Authorization: Bearer [scrubbed:token]");
    text("https://jo:pa55@example.com/x", "https://[scrubbed:credentials]@example.com/x");
    text(
        "/pay?token=abc&x=1&sessionId=9",
        "/pay?token=[scrubbed:token]&x=1&sessionId=[scrubbed:sessionid]");
    text("login failed, password: hunter2", "login failed, password: [scrubbed:password]");
    text("{\"password\":\"hun ter2\",\"a\":1}", "{\"password\":[scrubbed:password],\"a\":1}");
    text(
        "GET https://example.com/a?token=abc&next=/b?secret=d",
        "GET https://example.com/a?token=[scrubbed:token]&next=/b?secret=[scrubbed:secret]");
    text("q=token=abc password=a=b", "q=token=[scrubbed:token] password=[scrubbed:password]");
    text("{\"token\": \"a b\"}", "{\"token\": [scrubbed:token]}");
    text("Invalid token: unexpected end", "Invalid token: unexpected end");
    text("basic understanding of a bearer token", "basic understanding of a bearer token");
    text("author=jo, monkey=blue", "author=jo, monkey=blue");
  }

  @Test
  void textBecomesStorable() {
    var event = JSON.createObjectNode().put("message", "a\u0000b\ud800c\ud83d\udd14");
    assertThat(Scrubber.scrub(event).path("message").asText())
        .isEqualTo("a\uFFFDb\uFFFDc\ud83d\udd14");
    text("x".repeat(20_000), "x".repeat(16_384) + "…");
  }

  @Test
  void longListsLoseTheirMiddleOrTheirOldEnd() {
    var event = JSON.createObjectNode();
    var frames = event.putArray("exception").addObject().putObject("stacktrace").putArray("frames");
    for (int i = 0; i < 400; i++) {
      frames.addObject().put("function", "f" + i);
    }
    var crumbs = event.putObject("breadcrumbs").putArray("values");
    for (int i = 0; i < 150; i++) {
      crumbs.addObject().put("message", "m" + i);
    }
    var clean = Scrubber.scrub(event);
    var kept = clean.at("/exception/0/stacktrace/frames");
    assertThat(kept).hasSize(250);
    assertThat(kept.get(49).path("function").asText()).isEqualTo("f49");
    assertThat(kept.get(50).path("function").asText()).isEqualTo("f200");
    assertThat(clean.at("/breadcrumbs/values")).hasSize(100);
    assertThat(clean.at("/breadcrumbs/values/0/message").asText()).isEqualTo("m50");
  }

  @Test
  void depthIsBounded() {
    var deep = "{'extra':" + "[".repeat(100) + "]".repeat(100) + "}";
    assertThat(Scrubber.scrub(read(deep)).toString()).contains("too deep");
  }

  @Test
  void largeEventKeepsItsExceptionAndSaysWhatWent() throws JsonProcessingException {
    var event = (ObjectNode) read("{'exception':[{'type':'A','value':'x'}]}");
    var extra = event.putObject("extra");
    for (int i = 0; i < 100; i++) {
      extra.put("part" + i, "y".repeat(10_000));
    }
    var text = EventSize.fit(event);
    var trimmed = JSON.readTree(text);
    assertThat(text.length()).isLessThan(EventSize.LARGEST);
    assertThat(trimmed.has("extra")).isFalse();
    assertThat(trimmed.path("_trimmed").toString()).contains("extra");
    assertThat(trimmed.at("/exception/0/type").asText()).isEqualTo("A");
  }
}
