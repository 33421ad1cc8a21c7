package dev.tocsin.logs.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.logs.intake.syslog.SyslogDoor;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * rsyslog, syslog-ng and systemd-journal-upload. Installs packages, so it runs only when asked to:
 * {@code -Dtocsin.debian-clients=true}, as root on Debian.
 */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@EnabledIfSystemProperty(named = "tocsin.debian-clients", matches = "true")
class DebianClientsIT {

  @Inject SyslogDoor door;

  @Test
  void everyShipperArrivesOnce() throws Exception {
    Path output = Path.of("target/debian-clients.txt");
    var builder =
        new ProcessBuilder("bash", "src/test/clients/debian.sh")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "TOCSIN_LOGS_URL",
                "http://127.0.0.1:" + RestAssured.port,
                "TOCSIN_INGEST_KEY",
                TestKeys.INGEST,
                "TOCSIN_API_TOKEN",
                TestKeys.VIEWER_API,
                "SYSLOG_TCP_PORT",
                Integer.toString(door.tcpPort()),
                "SYSLOG_UDP_PORT",
                Integer.toString(door.udpPort())));
    Process process = builder.start();
    boolean ended = process.waitFor(400, TimeUnit.SECONDS);
    if (!ended) {
      process.destroy();
    }
    assertThat(ended && process.exitValue() == 0).as(Files.readString(output)).isTrue();
  }
}
