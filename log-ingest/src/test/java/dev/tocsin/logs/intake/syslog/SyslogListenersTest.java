package dev.tocsin.logs.intake.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.logs.intake.Taken;
import dev.tocsin.testkit.MutableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyslogListenersTest {

  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final SyslogQueue queue = new SyslogQueue(10_000);
  private final SyslogListeners listeners = listeners(List.of("127.0.0.0/8", "::1"));

  @AfterEach
  void close() {
    listeners.close();
  }

  @Test
  void tlsWithPemFiles(@TempDir Path folder) throws Exception {
    KeyStore store = selfSigned(folder);
    Path certificate = pem(folder, "CERTIFICATE", store.getCertificate("s").getEncoded());
    Path key = pem(folder, "PRIVATE KEY", store.getKey("s", "secret".toCharArray()).getEncoded());
    var server = PemFiles.server(certificate, key, null).getServerSocketFactory();
    int port = listeners.listen(server.createServerSocket(), ANY_PORT);

    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var client = SSLContext.getInstance("TLS");
    client.init(null, trust.getTrustManagers(), null);
    try (Socket socket = client.getSocketFactory().createSocket("127.0.0.1", port)) {
      write(socket.getOutputStream(), "9 <13>hello5 <13>!");
      assertThat(text()).isEqualTo("<13>hello");
      assertThat(text()).isEqualTo("<13>!");
    }
    assertThatThrownBy(() -> PemFiles.server(key, key, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PemFiles.server(certificate, certificate, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whoMayNotSendIsTurnedAway() throws IOException {
    try (var strict = listeners(List.of("10.0.0.0/8"))) {
      int port = strict.listen(new ServerSocket(), ANY_PORT);
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port);
          InputStream in = socket.getInputStream()) {
        assertThat(in.read()).isEqualTo(-1);
      }
      assertThat(metrics.counter("tocsin.syslog.refused", "reason", "network").count()).isOne();
    }
  }

  @Test
  void aFullQueueSlowsTcpDownAndCountsWhatUdpLoses() throws Exception {
    int tcp = listeners.listen(new ServerSocket(), ANY_PORT);
    int udp = listeners.listen(new DatagramSocket(null), ANY_PORT);
    String long64 = "<13>" + "x".repeat(932);
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), tcp);
        var datagrams = new DatagramSocket()) {
      for (int i = 0; i < 15; i++) {
        write(socket.getOutputStream(), long64 + "\n");
      }
      Awaitility.await()
          .untilAsserted(
              () -> {
                send(datagrams, udp);
                assertThat(dropped()).isPositive();
              });
      int taken = 0;
      for (var message = queue.poll(500); message != null; message = queue.poll(500)) {
        queue.release(message.cost());
        taken += message.bytes().length > 100 ? 1 : 0;
      }
      assertThat(taken).as("TCP messages, all of them in the end").isEqualTo(15);
    }
  }

  private double dropped() {
    return metrics.counter("tocsin.logs.dropped", "reason", "syslog_queue_full").count();
  }

  private static void send(DatagramSocket socket, int port) throws IOException {
    byte[] bytes = "<13>udp".getBytes(UTF_8);
    socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
  }

  private SyslogListeners listeners(List<String> networks) {
    return new SyslogListeners(
        queue, new Networks(networks), 1000, 10, new MutableClock(Taken.NOW), metrics);
  }

  private String text() throws InterruptedException {
    var message = queue.poll(Duration.ofSeconds(5).toMillis());
    return message == null ? "(nothing)" : new String(message.bytes(), UTF_8);
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }

  private static Path pem(Path folder, String kind, byte[] content) throws IOException {
    String text = Base64.getMimeEncoder().encodeToString(content);
    return Files.writeString(
        folder.resolve(kind.replace(' ', '-') + ".pem"),
        "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
  }

  private static KeyStore selfSigned(Path folder) throws Exception {
    Path file = folder.resolve("keys.p12");
    var keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "s",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-validity",
                "2",
                "-keystore",
                file.toString(),
                "-storepass",
                "secret",
                "-ext",
                "san=ip:127.0.0.1")
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    var store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, "secret".toCharArray());
    }
    return store;
  }
}
