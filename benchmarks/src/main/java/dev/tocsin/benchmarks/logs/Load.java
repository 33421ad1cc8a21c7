package dev.tocsin.benchmarks.logs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Pushes a corpus over a few connections, straight from the file into the socket. With a rate the
 * schedule is open: a late answer does not delay the next request's due time, and its waiting
 * counts.
 */
final class Load {

  /**
   * What was sent.
   *
   * @param lines lines acknowledged
   * @param refused requests answered with 429 or 503, sent again after that
   * @param seconds from the first byte to the last answer
   * @param millis time to the acknowledgement per request, sorted
   */
  record Result(long lines, int refused, double seconds, double[] millis) {

    double percentile(double share) {
      return millis.length == 0
          ? 0
          : millis[(int) Math.min(millis.length - 1, share * millis.length)];
    }
  }

  private final Corpus corpus;
  private final int port;
  private final String key;
  private final double linesPerSecond;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicLong lines = new AtomicLong();
  private final AtomicInteger refused = new AtomicInteger();
  private final ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();
  private long start;

  /**
   * A load.
   *
   * @param linesPerSecond 0 for as fast as it goes
   */
  Load(Corpus corpus, int port, String key, double linesPerSecond) {
    this.corpus = corpus;
    this.port = port;
    this.key = key;
    this.linesPerSecond = linesPerSecond;
  }

  Result run(int connections) throws Exception {
    start = System.nanoTime();
    try (var pool = Executors.newFixedThreadPool(connections)) {
      var all = new Future<?>[connections];
      for (int i = 0; i < connections; i++) {
        all[i] = pool.submit(this::push);
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return new Result(lines.get(), refused.get(), seconds, sorted);
  }

  private Void push() throws IOException {
    var answer = ByteBuffer.allocate(64 << 10);
    try (FileChannel bodies = corpus.open();
        SocketChannel socket = SocketChannel.open(new InetSocketAddress("127.0.0.1", port))) {
      for (int i = next.getAndIncrement(); i < corpus.size(); i = next.getAndIncrement()) {
        long due = due(i);
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(Math.min(1_000_000, due - System.nanoTime()));
        }
        long began = linesPerSecond > 0 ? due : System.nanoTime();
        while (!send(bodies, socket, i, answer)) {
          refused.incrementAndGet();
          LockSupport.parkNanos(50_000_000);
        }
        millis.add((System.nanoTime() - began) / 1e6);
        lines.addAndGet(corpus.lines()[i]);
      }
    }
    return null;
  }

  private long due(int body) {
    if (linesPerSecond <= 0) {
      return 0;
    }
    double before =
        (double) body / corpus.size() * Long.parseLong(corpus.answers().getProperty("lines"));
    return start + (long) (before / linesPerSecond * 1e9);
  }

  /** False when the request was pushed back. */
  private boolean send(FileChannel bodies, SocketChannel socket, int i, ByteBuffer answer)
      throws IOException {
    long from = corpus.offsets()[i];
    long length = corpus.offsets()[i + 1] - from;
    String head =
        "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(corpus.form().path(), key, corpus.form().contentType(), length);
    socket.write(ByteBuffer.wrap(head.getBytes(US_ASCII)));
    while (length > 0) {
      long sent = bodies.transferTo(from, length, socket);
      from += sent;
      length -= sent;
    }
    int status = HttpAnswer.read(socket, answer);
    if (status == 429 || status == 503) {
      return false;
    }
    if (status / 100 != 2) {
      throw new IOException("answer " + status + ": " + HttpAnswer.text(answer));
    }
    return true;
  }
}
