package dev.tocsin.logs.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what the blocks of one segment hold and writes the filter file.
 *
 * <pre>
 *   "TCSF" · version · token rule · blocks · { tokens at, buckets, trace ids at, buckets } per block · filters
 * </pre>
 *
 * <p>All numbers are little-endian 32-bit integers but for the places, which have 64 bits.
 */
public final class FilterWriter implements Tokens.Sink {

  static final int MAGIC = 0x46534354;
  static final int VERSION = 1;
  static final int HEADER = 16;
  static final int ENTRY = 24;

  private final LongSet tokens = new LongSet();
  private final LongSet traces = new LongSet();
  private final List<int[]> filters = new ArrayList<>();

  /** A token of the present block. */
  @Override
  public void add(long hash) {
    tokens.add(hash);
  }

  /** A trace id of the present block, see {@link Tokens#trace}. */
  public void trace(long hash) {
    traces.add(hash);
  }

  /** The present block is complete. */
  public void endBlock() {
    filters.add(filter(tokens));
    filters.add(filter(traces));
    tokens.clear();
    traces.clear();
  }

  /** Number of complete blocks. */
  public int blocks() {
    return filters.size() / 2;
  }

  /** Writes everything and begins anew; the caller makes the file durable. */
  public void write(Path target) throws IOException {
    long at = HEADER + (long) ENTRY * blocks();
    var head = buffer((int) at).putInt(MAGIC).putInt(VERSION).putInt(Tokens.RULE).putInt(blocks());
    for (int[] filter : filters) {
      head.putLong(at).putInt(filter.length * Integer.BYTES / BlockedBloom.BUCKET);
      at += (long) filter.length * Integer.BYTES;
    }
    try (var out =
        FileChannel.open(
            target,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      writeAll(out, head.flip());
      for (int[] filter : filters) {
        var bytes = buffer(filter.length * Integer.BYTES);
        bytes.asIntBuffer().put(filter);
        writeAll(out, bytes);
      }
    }
    filters.clear();
  }

  private static int[] filter(LongSet values) {
    var words = new int[BlockedBloom.buckets(values.size()) * BlockedBloom.BUCKET / Integer.BYTES];
    values.forEach(value -> BlockedBloom.add(words, value));
    return words;
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
