package dev.tocsin.logs.intake.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.logs.Logs;
import dev.tocsin.testkit.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/** Syslog from the socket to the search. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class SyslogIT {

  @Inject SyslogDoor door;

  @Test
  void tcpInBothFramings() throws IOException {
    String service = Logs.newService("tcp");
    try (var socket = new Socket("127.0.0.1", door.tcpPort())) {
      var out = socket.getOutputStream();
      var text = new StringBuilder();
      for (int i = 0; i < 300; i++) {
        String message = message(service, i);
        text.append(i % 3 == 0 ? message.length() + " " + message : message + "\n");
      }
      out.write(text.toString().getBytes(UTF_8));
      out.flush();
      var rows = Logs.awaitRows(service, 300);
      var bodies = new HashSet<Object>();
      rows.forEach(row -> bodies.add(row.get("body")));
      assertThat(bodies).hasSize(300);
      assertThat(rows.getFirst())
          .containsEntry("level", "error")
          .containsEntry("severityText", "crit");
    }
  }

  @Test
  void udpIsOneMessagePerDatagram() throws IOException {
    String service = Logs.newService("udp");
    try (var socket = new DatagramSocket()) {
      for (int i = 0; i < 50; i++) {
        byte[] bytes = (message(service, i) + "\nstill the same").getBytes(UTF_8);
        socket.send(
            new DatagramPacket(
                bytes, bytes.length, InetAddress.getLoopbackAddress(), door.udpPort()));
      }
    }
    assertThat(Logs.awaitRows(service, 50).getFirst().get("body"))
        .asString()
        .endsWith("still the same");
  }

  private static String message(String service, int number) {
    return "<26>1 " + Instant.now() + " h " + service + " - - - message " + number;
  }
}
