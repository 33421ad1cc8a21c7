package dev.tocsin.logs.intake.syslog;

import dev.tocsin.logs.intake.IntakeGate;
import dev.tocsin.logs.intake.IntakePublisher;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/** Syslog as configured: which sockets, for which project, until it is closed. */
public final class SyslogDoor implements AutoCloseable {

  private static final Duration LAST_BATCH = Duration.ofSeconds(5);

  private final SyslogConfig config;
  private final SyslogListeners listeners;
  private final SyslogBatches batches;
  private @Nullable Thread publisher;
  private int tcpPort;
  private int udpPort;
  private int tlsPort;

  /**
   * A closed door.
   *
   * @param queueBytes {@link SyslogConfig#queue}
   * @param maxMessage {@link SyslogConfig#maxMessage}, in bytes
   */
  public SyslogDoor(
      SyslogConfig config,
      int queueBytes,
      int maxMessage,
      IntakeGate gate,
      IntakePublisher intake,
      Clock clock,
      MeterRegistry metrics) {
    this.config = config;
    var queue = new SyslogQueue(queueBytes);
    this.listeners =
        new SyslogListeners(
            queue,
            new Networks(config.allowedNetworks()),
            Math.min(maxMessage, queueBytes / 8),
            config.maxConnections(),
            clock,
            metrics);
    this.batches = new SyslogBatches(queue, gate, intake, config.project(), config.zone());
  }

  /**
   * Opens the sockets that have a port.
   *
   * @throws UncheckedIOException naming the port that is not free
   */
  public void open() {
    if (config.tcpPort() == 0 && config.udpPort() == 0 && config.tlsPort() == 0) {
      return;
    }
    publisher = Thread.ofVirtual().name("syslog-batches").start(batches);
    tcpPort = open(config.tcpPort(), at -> listeners.listen(new ServerSocket(), at));
    udpPort = open(config.udpPort(), at -> listeners.listen(new DatagramSocket(null), at));
    tlsPort = open(config.tlsPort(), at -> listeners.listen(tls(), at));
  }

  private interface Opening {
    int at(InetSocketAddress address) throws IOException;
  }

  private int open(int port, Opening opening) {
    if (port == 0) {
      return 0;
    }
    try {
      return opening.at(new InetSocketAddress(config.host(), Math.max(0, port)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen for syslog on port " + port, e);
    }
  }

  private SSLServerSocket tls() throws IOException {
    Path certificate = config.tlsCertificate().orElseThrow(missing("certificate"));
    Path key = config.tlsKey().orElseThrow(missing("key"));
    Path clientCa = config.tlsClientCa().orElse(null);
    var context = PemFiles.server(certificate, key, clientCa);
    var socket = (SSLServerSocket) context.getServerSocketFactory().createServerSocket();
    socket.setNeedClientAuth(clientCa != null);
    return socket;
  }

  private static Supplier<IllegalArgumentException> missing(String what) {
    return () -> new IllegalArgumentException("syslog over TLS needs a " + what);
  }

  /** The port in use; 0 when closed. */
  public int tcpPort() {
    return tcpPort;
  }

  /** The port in use; 0 when closed. */
  public int udpPort() {
    return udpPort;
  }

  /** The port in use; 0 when closed. */
  public int tlsPort() {
    return tlsPort;
  }

  /** Closes the sockets and stores what was read. */
  @Override
  public void close() {
    listeners.close();
    batches.close();
    var running = publisher;
    if (running != null) {
      try {
        running.join(LAST_BATCH);
        running.interrupt();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
