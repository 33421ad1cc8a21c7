package dev.tocsin.logs.intake;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Remembers what was taken in before, so that a client may send it again. Bounded in number and
 * age: two generations of hashes, the older of which is forgotten when the younger is full or old.
 */
public final class SeenKeys {

  private final int perGeneration;
  private final Duration maxAge;
  private final Clock clock;
  private Hashes young = new Hashes();
  private Hashes old = new Hashes();
  private Instant since;

  /**
   * An empty memory.
   *
   * @param capacity most keys; at least half as many are always remembered
   * @param maxAge a key is remembered at least half as long, and at most this long
   */
  public SeenKeys(int capacity, Duration maxAge, Clock clock) {
    this.perGeneration = Math.max(1, capacity / 2);
    this.maxAge = maxAge;
    this.clock = clock;
    this.since = clock.instant();
  }

  /** The hash under which a key is remembered. */
  public static long hash(long project, byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(ByteBuffer.allocate(8).putLong(project).array());
      for (byte[] part : parts) {
        digest.update(ByteBuffer.allocate(4).putInt(part.length).array());
        digest.update(part);
      }
      return ByteBuffer.wrap(digest.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Whether the key was added and is still remembered. */
  public synchronized boolean contains(long hash) {
    turn();
    return young.contains(hash) || old.contains(hash);
  }

  /** Remembers a key. */
  public synchronized void add(long hash) {
    turn();
    young.add(hash);
  }

  private void turn() {
    Instant now = clock.instant();
    boolean aged = now.isAfter(since.plus(maxAge.dividedBy(2)));
    if (young.size < perGeneration && !aged) {
      return;
    }
    // Nothing was asked for a long time: both generations are too old.
    old = now.isAfter(since.plus(maxAge)) ? new Hashes() : young;
    young = new Hashes();
    since = now;
  }

  /** A set of longs with open addressing. */
  private static final class Hashes {

    private long[] slots = new long[64];
    private int size;

    boolean contains(long hash) {
      return slots[slot(slots, some(hash))] != 0;
    }

    void add(long hash) {
      long key = some(hash);
      int slot = slot(slots, key);
      if (slots[slot] != 0) {
        return;
      }
      slots[slot] = key;
      if (++size * 2 > slots.length) {
        long[] larger = new long[slots.length * 2];
        for (long each : slots) {
          if (each != 0) {
            larger[slot(larger, each)] = each;
          }
        }
        slots = larger;
      }
    }

    private static int slot(long[] slots, long key) {
      int at = (int) (key ^ key >>> 32) & slots.length - 1;
      while (slots[at] != 0 && slots[at] != key) {
        at = at + 1 & slots.length - 1;
      }
      return at;
    }

    /** Zero marks an empty slot. */
    private static long some(long hash) {
      return hash == 0 ? 1 : hash;
    }
  }
}
