package dev.tocsin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.engines.FreePorts;
import dev.tocsin.local.service.ServiceSpec;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void everyPortCanBeSetAndTheRestKeepTheirUsualOnes() {
    var ports = Ports.from(Map.of("TOCSIN_PORT_LOGS", "18082"));

    assertThat(ports.of("LOGS")).isEqualTo(18082);
    assertThat(ports.of("CONSOLE")).isEqualTo(8080);
  }

  @Test
  void aPortThatIsNoneIsRefusedByItsName() {
    for (var wrong : List.of("0", "65536", "http")) {
      assertThatThrownBy(() -> Ports.from(Map.of("TOCSIN_PORT_SLO", wrong)))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("TOCSIN_PORT_SLO")
          .hasMessageContaining(wrong);
    }
  }

  @Test
  void externalEnginesMustBeGivenInFull() {
    assertThatThrownBy(() -> Settings.from(Map.of(), true)).hasMessageContaining("TOCSIN_DB_URL");

    var given =
        Map.of(
            "TOCSIN_DB_URL", "jdbc:postgresql://db.example.com:5432/postgres",
            "TOCSIN_DB_USER", "tocsin",
            "TOCSIN_KAFKA_BOOTSTRAP", "kafka.example.com:9092");
    assertThat(Settings.from(given, true).external())
        .isEqualTo(
            new Settings.ExternalEngines(
                "jdbc:postgresql://db.example.com:5432/", "tocsin", "", "kafka.example.com:9092"));
  }

  @Test
  void aTakenPortIsNamedWithItsHolder() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var settings =
          Settings.from(
              Map.of(
                  "TOCSIN_SMTP_HOST", "mail.example.com",
                  "TOCSIN_PORT_POSTGRES", Integer.toString(FreePorts.next()),
                  "TOCSIN_PORT_KAFKA", Integer.toString(FreePorts.next()),
                  "TOCSIN_PORT_KAFKA_CONTROLLER", Integer.toString(FreePorts.next())),
              false);
      var spec =
          new ServiceSpec(
              "shop", socket.getLocalPort(), "", null, null, List.of("x"), Map.of(), null);

      assertThatThrownBy(() -> Preflight.portsFree(settings, List.of(spec)))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("port " + socket.getLocalPort() + " (shop) is taken by java")
          .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
    }
  }

  @Test
  void whatIsNotBuiltIsNamed() {
    var spec =
        new ServiceSpec("shop", 1, "", null, Path.of("no.jar"), List.of("x"), Map.of(), null);

    assertThatThrownBy(() -> Preflight.built(List.of(spec))).hasMessageContaining("shop");
  }

  @Test
  void wordsBecomeCommandsAndUnknownOnesAreRefused() {
    assertThat(CommandLine.parse(List.of("up", "-d", "--fresh", "--without=console,slo-service")))
        .isEqualTo(new CommandLine.Up(true, true, false, false, Set.of("console", "slo-service")));
    assertThat(CommandLine.parse(List.of("demo")))
        .isEqualTo(new CommandLine.Up(false, false, false, true, Set.of()));
    assertThat(CommandLine.parse(List.of())).isEqualTo(new CommandLine.Help());
    assertThatThrownBy(() -> CommandLine.parse(List.of("up", "-x"))).hasMessageContaining("-x");
    assertThatThrownBy(() -> CommandLine.parse(List.of("fly"))).hasMessageContaining("fly");
  }
}
