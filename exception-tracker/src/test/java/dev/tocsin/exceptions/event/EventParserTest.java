package dev.tocsin.exceptions.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tocsin.testkit.Seeded;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventParserTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static ExceptionEvent parse(String json) {
    try {
      return EventParser.parse(JSON.readTree(json.replace('\'', '"')));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  @Test
  void exceptionsComeInThreeShapes() {
    for (var shape :
        new String[] {
          "{'exception':{'values':[{'type':'A','value':'x'}]}}",
          "{'exception':[{'type':'A','value':'x'}]}",
          "{'exception':{'type':'A','value':'x'}}"
        }) {
      assertThat(parse(shape).exceptions()).as(shape).hasSize(1);
      assertThat(parse(shape).exceptions().getFirst().type()).isEqualTo("A");
    }
    for (var nothing :
        new String[] {
          "{'exception':null}",
          "{'exception':{}}",
          "{'exception':[]}",
          "{'exception':'x'}",
          "{'exception':{'values':null}}",
          "{'exception':[null,3]}"
        }) {
      assertThat(parse(nothing).exceptions()).as(nothing).isEmpty();
    }
  }

  @Test
  void tagsAreAMapOrAListOfPairs() {
    var expected = Map.of("a", "1", "b", "true");
    assertThat(parse("{'tags':{'a':1,'b':true,'c':null}}").tags()).isEqualTo(expected);
    assertThat(parse("{'tags':[['a','1'],['b',true],['c',null],[null,'x'],['d']]}").tags())
        .isEqualTo(expected);
    assertThat(parse("{'tags':[{'key':'a','value':1},{'key':'b','value':true}]}").tags())
        .isEqualTo(expected);
    assertThat(parse("{'tags':'odd'}").tags()).isEmpty();
  }

  @Test
  void messageIsTextOrObject() {
    assertThat(parse("{'message':'m'}").message()).isEqualTo("m");
    assertThat(parse("{'message':{'formatted':'f'}}").message()).isEqualTo("f");
    assertThat(parse("{'logentry':'m'}").message()).isEqualTo("m");
    var both = parse("{'message':{'message':'a %s','params':['b'],'formatted':'a b'}}");
    assertThat(both.messageTemplate()).isEqualTo("a %s");
    assertThat(both.message()).isEqualTo("a b");
  }

  @Test
  void timesAndIdsAreReadGenerously() {
    assertThat(parse("{'timestamp':'2026-01-05T09:00:00Z'}").occurredAt())
        .isEqualTo(Instant.parse("2026-01-05T09:00:00Z"));
    assertThat(parse("{'timestamp':'2026-01-05T09:00:00.5'}").occurredAt())
        .isEqualTo(Instant.parse("2026-01-05T09:00:00.5Z"));
    assertThat(parse("{'timestamp':'2026-01-05 10:00:00+01:00'}").occurredAt())
        .isEqualTo(Instant.parse("2026-01-05T09:00:00Z"));
    assertThat(parse("{'timestamp':1767603600.25}").occurredAt())
        .isEqualTo(Instant.parse("2026-01-05T09:00:00.25Z"));
    for (var odd :
        new String[] {"'soon'", "-1", "1e300", "{}", "[]", "''", "'NaN'", "1e999999999"}) {
      assertThat(parse("{'timestamp':" + odd + "}").occurredAt()).as(odd).isNull();
    }
    assertThat(parse("{'event_id':'9EC79C33-EC99-42AB-8353-589FCB2E04DC'}").eventId())
        .isEqualTo("9ec79c33ec9942ab8353589fcb2e04dc");
    assertThat(parse("{'event_id':'short'}").eventId()).isNull();
    assertThat(parse("{'event_id':17}").eventId()).isNull();
    assertThat(parse("{'user':{'id':42}}").userKey()).isEqualTo("42");
  }

  @Test
  void framesMayBeMissingNullOrBare() {
    assertThat(
            parse("{'exception':[{'type':'A','stacktrace':null}]}")
                .exceptions()
                .getFirst()
                .frames())
        .isEmpty();
    assertThat(
            parse("{'exception':[{'type':'A','stacktrace':{'frames':null}}]}")
                .exceptions()
                .getFirst()
                .frames())
        .isEmpty();
    var bare =
        parse("{'platform':'java','stacktrace':{'frames':[{'function':'f','lineno':'12'}]}}");
    assertThat(bare.exceptions().getFirst().frames().getFirst())
        .isEqualTo(Frame.of("java", null, "f", null).withLine(12, null));
  }

  @Test
  void headHasDefaults() {
    var event =
        parse(
            "{'level':'WARN','contexts':{'trace':{'trace_id':'t'},'os':null},'fingerprint':[1,'a',null]}");
    assertThat(event.level()).isEqualTo("warning");
    assertThat(event.environment()).isEqualTo("production");
    assertThat(event.platform()).isEqualTo("other");
    assertThat(event.traceId()).isEqualTo("t");
    assertThat(event.fingerprint()).isEqualTo(List.of("1", "a"));
    assertThat(parse("{'level':7}").level()).isEqualTo("error");
    assertThat(parse("{'breadcrumbs':{'values':[{'message':'m','timestamp':1}]}}").breadcrumbs())
        .containsExactly(new Breadcrumb("1970-01-01T00:00:01Z", null, null, null, "m"));
  }

  @Test
  void noShapeOfAnyFieldFails() throws JsonProcessingException {
    var odd =
        List.of(
            "null",
            "1",
            "-0.5",
            "true",
            "\"\"",
            "\"x\"",
            "[]",
            "{}",
            "[[]]",
            "[{}]",
            "[null]",
            "{\"values\":{}}",
            "{\"values\":[1]}",
            "{\"frames\":[[]]}",
            "1e400",
            "99999999999999999999");
    var fields =
        List.of(
            "event_id",
            "timestamp",
            "platform",
            "level",
            "logger",
            "transaction",
            "release",
            "environment",
            "fingerprint",
            "checksum",
            "tags",
            "user",
            "request",
            "contexts",
            "breadcrumbs",
            "message",
            "logentry",
            "exception",
            "stacktrace",
            "threads",
            "sdk");
    for (var field : fields) {
      for (var value : odd) {
        var event = JSON.readTree("{\"" + field + "\":" + value + "}");
        assertThatCode(() -> EventParser.parse(event)).as("%s", event).doesNotThrowAnyException();
      }
    }
    Seeded.check(
        300,
        random -> {
          var event = JsonNodeFactory.instance.objectNode();
          for (var field : fields) {
            if (random.chance(0.4)) {
              event.set(field, node(random.oneOf(odd)));
            }
          }
          var exception = event.putObject("exception").putArray("values").addObject();
          for (var field : List.of("type", "value", "module", "mechanism", "stacktrace")) {
            exception.set(field, node(random.oneOf(odd)));
          }
          assertThatCode(() -> EventParser.parse(event)).as("%s", event).doesNotThrowAnyException();
        });
  }

  private static com.fasterxml.jackson.databind.JsonNode node(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
