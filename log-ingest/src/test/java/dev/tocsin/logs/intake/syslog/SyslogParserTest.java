package dev.tocsin.logs.intake.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.logs.intake.Taken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SyslogParserTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  @Test
  void rfc5424WithEverything() {
    var line =
        line(
            "<165>1 2026-11-20T09:59:58.003-01:00 db-1 till 42 ID47"
                + " [ex@1 iut=\"3\" quote=\"a \\\"b\\\" \\] \\\\ \\n\"][tocsin trace_id=\""
                + TRACE
                + "\"] \uFEFFcharged — ok");
    assertThat(line.time()).isEqualTo("2026-11-20T10:59:58.003Z");
    assertThat(line.severity()).isEqualTo(10);
    assertThat(line.severityText()).isEqualTo("notice");
    assertThat(line.body()).isEqualTo("charged — ok");
    assertThat(line.trace()).isEqualTo(TRACE);
    assertThat(line.resource()).isEqualTo(Map.of("service.name", "till", "host.name", "db-1"));
    assertThat(line.attributes())
        .isEqualTo(
            Map.of(
                "syslog.facility", "local4",
                "syslog.procid", "42",
                "syslog.msgid", "ID47",
                "ex@1.iut", "3",
                "ex@1.quote", "a \"b\" ] \\ \\n"));
  }

  @Test
  void everySeverityHasItsPlace() {
    int[] numbers = {21, 19, 18, 17, 13, 10, 9, 5};
    for (int i = 0; i < 8; i++) {
      assertThat(line("<" + (8 + i) + ">1 - - - - - - x").severity()).isEqualTo(numbers[i]);
    }
  }

  @Test
  void textsAsTheyComeInTheWild() {
    text(
        "<34>Nov 20 09:59:58 mymachine su[77]: 'su root' failed",
        "su",
        "mymachine",
        "'su root' failed",
        "2026-11-20T09:59:58Z");
    text("<34>Nov  9 09:59:58 m app: x", "app", "m", "x", "2026-11-09T09:59:58Z");
    text("<13>Nov 20 09:59:58.25 app: no host", "app", null, "no host", "2026-11-20T09:59:58.250Z");
    text(
        "<13>2026-11-20T09:59:58+00:00 h app[1]: rfc 3339",
        "app",
        "h",
        "rfc 3339",
        "2026-11-20T09:59:58Z");
    text("Nov 20 09:59:58 h app: no priority", "app", "h", "no priority", "2026-11-20T09:59:58Z");
    text("<13>app: no time", "app", null, "no time", null);
    text("<13>no colon here", null, null, "no colon here", null);
    text("just text: all of it", null, null, "just text: all of it", null);
    text("<999>not a priority", null, null, "<999>not a priority", null);
    text("<13>", null, null, "", null);
    text("<13>1 notatime h a p m - x", null, null, "1 notatime h a p m - x", null);
    text("<13>1 2026-11-20T09:59:58Z h a - - - ", "a", "h", "", "2026-11-20T09:59:58Z");
    text("<13>1 2026-11-20T09:59:58Z h a - - - x", "a", "h", "x", "2026-11-20T09:59:58Z");
    text(
        "<13>1 2026-11-20T09:59:58Z h a - - [broken x",
        "a",
        "h",
        "[broken x",
        "2026-11-20T09:59:58Z");
    text(
        "<189>29: *Mar  1 18:48:50.483 UTC: %SYS-5-CONFIG_I: x",
        null, null, "29: *Mar  1 18:48:50.483 UTC: %SYS-5-CONFIG_I: x", null);
    text("<13>Nov 20 09:59:58 fe80::1 app: x", "app", "fe80::1", "x", "2026-11-20T09:59:58Z");
    text(
        "<13>Nov 20 09:59:58 h http://x.example is down",
        null,
        "h",
        "http://x.example is down",
        "2026-11-20T09:59:58Z");
  }

  @Test
  void theYearIsTheOneThatIsNearest() {
    assertThat(
            ClassicTime.read(
                "Dec 31 23:59:59".getBytes(UTF_8),
                0,
                15,
                nanos("2027-01-01T00:00:05Z"),
                ZoneId.of("UTC")))
        .isEqualTo(nanos("2026-12-31T23:59:59Z"));
    assertThat(
            ClassicTime.read(
                "Jan  1 00:00:03".getBytes(UTF_8),
                0,
                15,
                nanos("2026-12-31T23:59:58Z"),
                ZoneId.of("UTC")))
        .isEqualTo(nanos("2027-01-01T00:00:03Z"));
    assertThat(
            ClassicTime.read(
                "Nov 20 11:00:00".getBytes(UTF_8), 0, 15, Taken.NOW_NS, ZoneId.of("Europe/Berlin")))
        .isEqualTo(nanos("2026-11-20T10:00:00Z"));
  }

  @Test
  void noBytesBreakIt() {
    var random = new Random(3);
    byte[] good = "<165>1 2026-11-20T09:59:58.003Z h a 1 m [x y=\"z\"] m".getBytes(UTF_8);
    byte[] classic = "<34>Nov 20 09:59:58 mymachine su[77]: failed".getBytes(UTF_8);
    var parser = new SyslogParser(ZoneId.of("UTC"));
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = (i % 2 == 0 ? good : classic).clone();
      for (int n = random.nextInt(5); n >= 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      int length = random.nextInt(bytes.length + 1);
      assertThatCode(
              () -> {
                var message = parser.read(bytes, length, Taken.NOW_NS);
                var sink = new Taken().sink();
                message.fill(sink.draft(), bytes);
              })
          .doesNotThrowAnyException();
    }
  }

  @Test
  void bothFramingsInOneStream() throws IOException {
    frames(
        "<13>a\n<13>b\r\n\n5 <13>c7 <13>d\ne<13>f\0<13>g",
        "<13>a",
        "<13>b",
        "<13>c",
        "<13>d\ne",
        "<13>f",
        "<13>g");
    frames(
        "2026-11-20T10:00:00Z h app: x\n12 monkeys\n13\n",
        "2026-11-20T10:00:00Z h app: x",
        "12 monkeys",
        "13");
    frames("999999999 <13>" + "x".repeat(500), "<13>" + "x".repeat(96));
    frames("y".repeat(500) + "\nz\n", "y".repeat(100), "z");
    frames("");
  }

  @Test
  void networksHoldTheirAddresses() throws IOException {
    var networks = new Networks(List.of("10.0.0.0/8", "192.168.1.7", " fd00::/12 "));
    assertThat(networks.hold(InetAddress.getByName("10.200.3.4"))).isTrue();
    assertThat(networks.hold(InetAddress.getByName("11.0.0.1"))).isFalse();
    assertThat(networks.hold(InetAddress.getByName("192.168.1.7"))).isTrue();
    assertThat(networks.hold(InetAddress.getByName("192.168.1.8"))).isFalse();
    assertThat(networks.hold(InetAddress.getByName("fd01::1"))).isTrue();
    assertThat(networks.hold(InetAddress.getByName("fe00::1"))).isFalse();
    for (String wrong : List.of("example.com", "10.0.0.0/33", "10.0.0.0/x", "")) {
      assertThatThrownBy(() -> new Networks(List.of(wrong)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static void frames(String stream, String... expected) throws IOException {
    var frames = new SyslogFrames(new ByteArrayInputStream(stream.getBytes(UTF_8)), 100);
    var found = new ArrayList<String>();
    while (frames.next()) {
      found.add(new String(frames.message(), UTF_8));
      assertThat(frames.cut()).isEqualTo(found.getLast().length() >= 100);
    }
    assertThat(found).containsExactly(expected);
  }

  private static void text(
      String text,
      @Nullable String app,
      @Nullable String host,
      String body,
      @Nullable String time) {
    var line = line(text);
    assertThat(line.body()).as(text).isEqualTo(body);
    assertThat(line.resource().get("service.name"))
        .as(text)
        .isEqualTo(app == null ? "unknown_service" : app);
    assertThat(line.resource().get("host.name")).as(text).isEqualTo(host);
    assertThat(line.time()).as(text).isEqualTo(time == null ? Taken.NOW : Instant.parse(time));
  }

  private static Taken.Line line(String text) {
    var taken = new Taken();
    byte[] bytes = text.getBytes(UTF_8);
    var message = new SyslogParser(ZoneId.of("UTC")).read(bytes, bytes.length, Taken.NOW_NS);
    taken.sink().origin(message.origin(), "", "");
    message.fill(taken.sink().draft(), bytes);
    assertThat(taken.sink().add()).isNull();
    return taken.lines().getFirst();
  }

  private static long nanos(String time) {
    return Instant.parse(time).getEpochSecond() * 1_000_000_000L;
  }
}
