package dev.tocsin.logs.intake;

import com.github.luben.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** A request body, decompressed on the way and counted byte by byte against limit and budget. */
public final class BodyStream extends FilterInputStream {

  /** A larger window would let a few bytes claim much native memory. */
  private static final int ZSTD_WINDOW_LOG = 23;

  /** The share grows in steps of this size. */
  private static final long STEP = 64 << 10;

  private final long limit;
  private final MemoryBudget.Share share;
  private long count;

  private BodyStream(InputStream plain, long limit, MemoryBudget.Share share) {
    super(plain);
    this.limit = limit;
    this.share = share;
  }

  /** Whether {@link #open} knows the encoding. */
  public static boolean knows(@Nullable String encoding) {
    return switch (normal(encoding)) {
      case "", "identity", "gzip", "x-gzip", "zstd", "deflate" -> true;
      default -> false;
    };
  }

  /**
   * Opens a body whose encoding is known.
   *
   * @param limit most bytes, before and after decompression
   * @param time how long all of it may take to arrive
   * @throws IOException when the first bytes are not of that encoding
   */
  public static InputStream open(
      InputStream network,
      @Nullable String encoding,
      long limit,
      Duration time,
      MemoryBudget.Share share)
      throws IOException {
    InputStream raw = new Arriving(network, limit, time);
    InputStream plain =
        switch (normal(encoding)) {
          case "gzip", "x-gzip" -> new GZIPInputStream(raw, 8192);
          case "zstd" -> new ZstdInputStream(raw).setLongMax(ZSTD_WINDOW_LOG);
          case "deflate" -> inflating(raw);
          default -> raw;
        };
    return new BodyStream(plain, limit, share);
  }

  /** What HTTP calls deflate has a zlib header; some clients leave it out. */
  private static InputStream inflating(InputStream raw) throws IOException {
    var ahead = new PushbackInputStream(raw, 2);
    byte[] head = ahead.readNBytes(2);
    ahead.unread(head);
    boolean zlib =
        head.length == 2
            && (head[0] & 0x0F) == 8
            && ((head[0] & 0xFF) << 8 | head[1] & 0xFF) % 31 == 0;
    return new InflaterInputStream(ahead, new Inflater(!zlib), 8192);
  }

  private static String normal(@Nullable String encoding) {
    return encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      count(1);
    }
    return value;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = super.read(target, offset, length);
    if (read > 0) {
      count(read);
    }
    return read;
  }

  @Override
  public long skip(long n) throws IOException {
    byte[] sink = new byte[(int) Math.min(8192, Math.max(1, n))];
    int read = read(sink, 0, (int) Math.min(sink.length, n));
    return Math.max(0, read);
  }

  private void count(int read) throws BodyRefused {
    count += read;
    if (count > limit) {
      throw new BodyRefused(BodyRefused.Reason.TOO_LARGE);
    }
    if (!share.charge(count)) {
      throw new BodyRefused(BodyRefused.Reason.OVER_LIMIT);
    }
    if (!share.growTo((count + STEP - 1) / STEP * STEP)) {
      throw new BodyRefused(BodyRefused.Reason.NO_MEMORY);
    }
  }

  /** Bytes from the network: they have to come in time, and what fails here is no bad format. */
  private static final class Arriving extends FilterInputStream {

    private final long limit;
    private final long deadline;
    private long count;

    Arriving(InputStream network, long limit, Duration time) {
      super(network);
      this.limit = limit;
      this.deadline = System.nanoTime() + time.toNanos();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read;
      try {
        read = super.read(target, offset, length);
      } catch (IOException e) {
        throw new BodyRefused(BodyRefused.Reason.NOT_ARRIVED, e);
      }
      count += Math.max(0, read);
      if (count > limit) {
        throw new BodyRefused(BodyRefused.Reason.TOO_LARGE);
      }
      if (read >= 0 && System.nanoTime() - deadline > 0) {
        throw new BodyRefused(BodyRefused.Reason.NOT_ARRIVED);
      }
      return read;
    }
  }
}
