package dev.tocsin.logs.intake;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;

/** A whole body in memory. Closing it gives its array to the next request. */
public final class BodyBytes implements AutoCloseable {

  /** Arrays of one size are kept for reuse; what needs more is allocated and let go. */
  private static final int POOLED = 1 << 20;

  private static final int KEPT = 8;

  /** Arrays for reuse. */
  static final class Pool {
    private final ArrayBlockingQueue<byte[]> free = new ArrayBlockingQueue<>(KEPT);

    BodyBytes take() {
      byte[] array = free.poll();
      return new BodyBytes(this, array == null ? new byte[64 << 10] : array);
    }
  }

  private final Pool pool;
  private byte[] bytes;
  private int size;

  private BodyBytes(Pool pool, byte[] bytes) {
    this.pool = pool;
    this.bytes = bytes;
  }

  void fill(InputStream in) throws IOException {
    for (int read = 0; read >= 0; read = in.read(bytes, size, bytes.length - size)) {
      size += read;
      if (size == bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(POOLED, size * 2));
      }
    }
  }

  /** Holds the body from 0 to {@link #size}; only valid until this is closed. */
  public byte[] bytes() {
    return bytes;
  }

  /** Length of the body. */
  public int size() {
    return size;
  }

  @Override
  public void close() {
    if (bytes.length == POOLED) {
      var unused = pool.free.offer(bytes);
    }
    bytes = new byte[0];
    size = 0;
  }
}
