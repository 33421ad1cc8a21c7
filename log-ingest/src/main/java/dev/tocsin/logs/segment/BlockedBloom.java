package dev.tocsin.logs.segment;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * A split-block Bloom filter as the Parquet format describes it: a value sets one bit in each of
 * the eight words of one 32-byte bucket, so a question touches one cache line.
 */
final class BlockedBloom {

  private static final int[] SALT = {
    0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31
  };
  private static final int WORDS = 8;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Bytes of one bucket. */
  static final int BUCKET = WORDS * Integer.BYTES;

  /** Bits per value: about one wrong "perhaps" in 230 questions. */
  private static final int BITS_PER_VALUE = 12;

  private BlockedBloom() {}

  /** Buckets for so many different values. */
  static int buckets(int values) {
    return Math.max(1, Math.ceilDiv(Math.multiplyExact(values, BITS_PER_VALUE), BUCKET * 8));
  }

  /** Marks a value in a filter held in an array. */
  static void add(int[] words, long hash) {
    int first = bucket(hash, words.length / WORDS) * WORDS;
    int key = (int) hash;
    for (int i = 0; i < WORDS; i++) {
      words[first + i] |= 1 << (key * SALT[i] >>> 27);
    }
  }

  /** Whether a filter of {@code buckets} at {@code at} may have the value. */
  static boolean mayHave(MemorySegment file, long at, int buckets, long hash) {
    long first = at + (long) bucket(hash, buckets) * BUCKET;
    int key = (int) hash;
    for (int i = 0; i < WORDS; i++) {
      int word = file.get(INT, first + (long) i * Integer.BYTES);
      if ((word & 1 << (key * SALT[i] >>> 27)) == 0) {
        return false;
      }
    }
    return true;
  }

  private static int bucket(long hash, int buckets) {
    return (int) ((hash >>> 32) * buckets >>> 32);
  }
}
