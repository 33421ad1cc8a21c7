package dev.tocsin.logs.segment;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;

/**
 * The filter beside a segment, mapped into memory: which blocks can hold a token or a trace id. A
 * question costs about one page per block. The mapping ends when nobody refers to it any more.
 */
public final class FilterFile {

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment file;
  private final int blocks;

  private FilterFile(MemorySegment file, int blocks) {
    this.file = file;
    this.blocks = blocks;
  }

  /**
   * Maps a file.
   *
   * @throws IOException when it is not there, incomplete, or of another version or token rule
   */
  public static FilterFile open(Path path) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      var file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
      if (file.byteSize() < FilterWriter.HEADER
          || file.get(INT, 0) != FilterWriter.MAGIC
          || file.get(INT, 4) != FilterWriter.VERSION
          || file.get(INT, 8) != Tokens.RULE) {
        throw new IOException("not a filter file of this version: " + path.getFileName());
      }
      var filter = new FilterFile(file, file.get(INT, 12));
      filter.check(path);
      return filter;
    }
  }

  /** Number of blocks. */
  public int blocks() {
    return blocks;
  }

  /** Blocks that can hold the token with this hash, see {@link Tokens#hash(String)}. */
  public BitSet token(long hash) {
    return blocks(0, hash);
  }

  /** Blocks that can hold the trace id: 32 hex digits, in any case. */
  public BitSet trace(String traceId) {
    return blocks(12, Tokens.trace(traceId));
  }

  private BitSet blocks(int part, long hash) {
    var found = new BitSet(blocks);
    for (int block = 0; block < blocks; block++) {
      long entry = FilterWriter.HEADER + (long) block * FilterWriter.ENTRY + part;
      if (BlockedBloom.mayHave(file, file.get(LONG, entry), file.get(INT, entry + 8), hash)) {
        found.set(block);
      }
    }
    return found;
  }

  private void check(Path path) throws IOException {
    long end = FilterWriter.HEADER + (long) blocks * FilterWriter.ENTRY;
    boolean sound = blocks >= 0 && end <= file.byteSize();
    for (int part = 0; sound && part < 2 * blocks; part++) {
      long entry = FilterWriter.HEADER + part * 12L;
      int buckets = file.get(INT, entry + 8);
      sound = file.get(LONG, entry) == end && buckets > 0;
      end += (long) buckets * BlockedBloom.BUCKET;
    }
    if (!sound || end != file.byteSize()) {
      throw new IOException("damaged filter file: " + path.getFileName());
    }
  }
}
