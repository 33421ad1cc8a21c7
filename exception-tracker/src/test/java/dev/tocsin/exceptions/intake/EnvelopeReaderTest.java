package dev.tocsin.exceptions.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnvelopeReaderTest {

  private static List<String> read(String envelope) throws Refusal, IOException {
    var bytes = envelope.getBytes(StandardCharsets.UTF_8);
    var reader =
        new EnvelopeReader(
            new ByteArrayInputStream(bytes), LenientJson.mapper(), Set.of("event"), 100, 5);
    var seen = new ArrayList<String>();
    seen.add(reader.header().toString());
    for (var item = reader.next(); item != null; item = reader.next()) {
      var payload = item.payload();
      seen.add(
          item.type() + (payload == null ? "" : "=" + new String(payload, StandardCharsets.UTF_8)));
    }
    return seen;
  }

  private static void f(String envelope, String... expected) throws Refusal, IOException {
    assertThat(read(envelope)).as(envelope).containsExactly(expected);
  }

  private static void refused(String envelope, String cause) {
    var thrown = catchThrowable(() -> read(envelope));
    assertThat(thrown).as(envelope).isInstanceOf(Refusal.class);
    assertThat(((Refusal) thrown).causes() + " " + ((Refusal) thrown).detail()).contains(cause);
  }

  @Test
  void itemsComeWithAndWithoutLength() throws Refusal, IOException {
    f("{}", "{}");
    f("{}\n", "{}");
    f("{\"dsn\":\"d\"}\n{\"type\":\"event\"}\n{\"a\":1}", "{\"dsn\":\"d\"}", "event={\"a\":1}");
    f("{}\n{\"type\":\"event\"}\n{\"a\":1}\n", "{}", "event={\"a\":1}");
    f("{}\n{\"type\":\"event\",\"length\":2}\nab\n", "{}", "event=ab");
    f("{}\n{\"type\":\"event\",\"length\":3}\na\nb", "{}", "event=a\nb");
    f(
        "{}\n{\"type\":\"event\",\"length\":2}\nab\n{\"type\":\"event\"}\ncd",
        "{}",
        "event=ab",
        "event=cd");
    f("{}\n{\"type\":\"event\",\"length\":0}\n\n", "{}", "event=");
    f("{}\n{\"type\":\"event\",\"length\":0}\n", "{}", "event=");
    f("{}\n{\"type\":\"event\",\"length\":null}\nab\n\n", "{}", "event=ab");
    f("{}\n{\"type\":\"event\"}\nab\r\n", "{}", "event=ab\r");
    f("{}\n{\"type\":\"event\",\"length\":4}\näö\n", "{}", "event=äö");
    f("{}\n\n{\"type\":\"event\"}\na", "{}", "event=a");
    f("{}\r\n{\"type\":\"event\"}\r\na", "{}", "event=a");
  }

  @Test
  void otherTypesArePassedOver() throws Refusal, IOException {
    f(
        "{}\n{\"type\":\"replay\",\"length\":3}\n\n\n\n\n{\"type\":\"event\"}\na",
        "{}",
        "replay",
        "event=a");
    f(
        "{}\n{\"type\":\"session\"}\n" + "x".repeat(9_000) + "\n{\"type\":\"event\"}\na",
        "{}",
        "session",
        "event=a");
    f("{}\n{\"colour\":\"blue\"}\nx", "{}", "");
  }

  @Test
  void whatCannotBeReadIsNamed() {
    refused("", "envelope header is missing");
    refused("\n{}", "envelope header is missing");
    refused("hello", "envelope header is not JSON");
    refused("[]", "envelope header is not a JSON object");
    refused("{}\nhello\n", "header of item 1 is not JSON");
    refused("{}\n{\"type\":\"event\",\"length\":9}\nab", "shorter");
    refused("{}\n{\"type\":\"session\",\"length\":9}\nab", "shorter");
    refused("{}\n{\"type\":\"event\",\"length\":1}\nab", "longer");
    refused("{}\n{\"type\":\"event\",\"length\":-1}\nab", "whole number");
    refused("{}\n{\"type\":\"event\",\"length\":\"2\"}\nab", "whole number");
    refused("{}\n{\"type\":\"event\",\"length\":1.5}\nab", "whole number");
    refused("{}\n{\"type\":\"event\"}\n" + "x".repeat(101), "An event may hold 100 bytes");
    refused("{}\n{\"type\":\"event\",\"length\":2000000000}\nx", "An event may hold 100 bytes");
    refused("{\"a\":\"" + "x".repeat(9_000) + "\"}", "longer than 8192 bytes");
    refused("{}\n" + "{\"type\":\"event\"}\na\n".repeat(6), "5 items");
  }
}
