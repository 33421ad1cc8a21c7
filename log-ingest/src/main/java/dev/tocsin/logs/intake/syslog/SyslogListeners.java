package dev.tocsin.logs.intake.syslog;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLServerSocket;

/** Sockets for syslog. Every connection has a virtual thread that reads, waits and reads on. */
final class SyslogListeners implements AutoCloseable {

  private static final int HANDSHAKE_MS = 10_000;
  private static final int UDP_BUFFER = 4 << 20;

  private final SyslogQueue queue;
  private final Networks allowed;
  private final int maxMessage;
  private final int maxConnections;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final Set<AutoCloseable> sockets = ConcurrentHashMap.newKeySet();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  SyslogListeners(
      SyslogQueue queue,
      Networks allowed,
      int maxMessage,
      int maxConnections,
      Clock clock,
      MeterRegistry metrics) {
    this.queue = queue;
    this.allowed = allowed;
    this.maxMessage = maxMessage;
    this.maxConnections = maxConnections;
    this.clock = clock;
    this.metrics = metrics;
    metrics.gauge("tocsin.syslog.connections", connections, Set::size);
  }

  /** Listens for TCP or, with a socket of that kind, TLS; the answer is the port. */
  int listen(ServerSocket unbound, InetSocketAddress address) throws IOException {
    sockets.add(unbound);
    unbound.setReuseAddress(true);
    unbound.bind(address, 128);
    Thread.ofPlatform()
        .daemon()
        .name("syslog-" + unbound.getLocalPort())
        .start(() -> accept(unbound));
    return unbound.getLocalPort();
  }

  /** Listens for UDP; the answer is the port. */
  int listen(DatagramSocket unbound, InetSocketAddress address) throws IOException {
    sockets.add(unbound);
    unbound.setReceiveBufferSize(UDP_BUFFER);
    unbound.bind(address);
    Thread.ofPlatform()
        .daemon()
        .name("syslog-udp-" + unbound.getLocalPort())
        .start(() -> receive(unbound));
    return unbound.getLocalPort();
  }

  private void accept(ServerSocket server) {
    while (!closed) {
      try {
        Socket connection = server.accept();
        boolean welcome = allowed(connection.getInetAddress());
        if (!welcome || connections.size() >= maxConnections) {
          refused(welcome ? "too_many" : "network");
          connection.close();
          continue;
        }
        connections.add(connection);
        boolean tls = server instanceof SSLServerSocket;
        Thread.ofVirtual().name("syslog-connection").start(() -> serve(connection, tls));
      } catch (IOException e) {
        // Closed by us, or a connection that ended before it began.
        pauseUnlessClosed();
      }
    }
  }

  private void serve(Socket connection, boolean tls) {
    try (connection) {
      connection.setKeepAlive(true);
      if (tls) {
        connection.setSoTimeout(HANDSHAKE_MS);
        ((javax.net.ssl.SSLSocket) connection).startHandshake();
        connection.setSoTimeout(0);
      }
      var frames = new SyslogFrames(connection.getInputStream(), maxMessage);
      while (frames.next()) {
        queue.put(new SyslogQueue.Message(frames.message(), now(), frames.cut()));
      }
    } catch (IOException e) {
      metrics.counter("tocsin.syslog.broken").increment();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connections.remove(connection);
    }
  }

  private void receive(DatagramSocket socket) {
    byte[] buffer = new byte[65_535];
    while (!closed) {
      try {
        var packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        if (packet.getLength() > 0) {
          take(packet);
        }
      } catch (IOException e) {
        pauseUnlessClosed();
      }
    }
  }

  private void take(DatagramPacket packet) {
    if (!allowed(packet.getAddress())) {
      refused("network");
      return;
    }
    boolean cut = packet.getLength() > maxMessage;
    byte[] bytes = Arrays.copyOf(packet.getData(), Math.min(maxMessage, packet.getLength()));
    if (!queue.offer(new SyslogQueue.Message(bytes, now(), cut))) {
      metrics.counter("tocsin.logs.received", "protocol", "syslog").increment();
      metrics.counter("tocsin.logs.dropped", "reason", "syslog_queue_full").increment();
    }
  }

  private boolean allowed(InetAddress address) {
    return allowed.hold(address);
  }

  private void refused(String why) {
    metrics.counter("tocsin.syslog.refused", "reason", why).increment();
  }

  private long now() {
    Instant now = clock.instant();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  /** A lasting error, such as no file descriptors, must not spin. */
  private void pauseUnlessClosed() {
    if (!closed) {
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    sockets.forEach(SyslogListeners::quietly);
    connections.forEach(SyslogListeners::quietly);
  }

  private static void quietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // It is on its way out anyway.
    }
  }
}
