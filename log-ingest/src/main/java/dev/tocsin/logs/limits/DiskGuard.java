package dev.tocsin.logs.limits;

import dev.tocsin.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Watches the disk with the segments. Below the floor nothing is taken in and nothing is written;
 * the stream keeps what it has. It opens again when there is a quarter more than the floor.
 */
public final class DiskGuard {

  private static final Logger LOG = Logger.getLogger(DiskGuard.class);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(10);

  private final FreeSpace disk;
  private final long floorBytes;
  private final double floorRatio;
  private volatile boolean full;
  private volatile long usable = Long.MAX_VALUE;
  private volatile long floor;

  /** A guard with a floor in bytes and as part of the disk; the smaller one counts. */
  public DiskGuard(FreeSpace disk, long floorBytes, double floorRatio) {
    this.disk = disk;
    this.floorBytes = floorBytes;
    this.floorRatio = floorRatio;
  }

  /** Looks at the disk. A disk that does not answer counts as full. */
  public void look() {
    boolean before = full;
    try {
      FreeSpace.Room room = disk.room();
      usable = room.usable();
      floor = Math.min(floorBytes, (long) (room.total() * floorRatio));
      full = full(before, room.usable(), floor);
    } catch (IOException e) {
      LOG.warnf("the data folder's disk does not answer: %s", e.getMessage());
      usable = 0;
      full = true;
    }
    if (before != full) {
      LOG.warnf(
          full
              ? "disk is full: %d bytes free, at least %d needed; nothing is taken in"
              : "disk has room again: %d bytes free, at least %d needed",
          usable,
          floor);
    }
  }

  /** Whether the disk counts as full, given whether it did before. Pure. */
  static boolean full(boolean before, long usable, long floor) {
    return before ? usable < floor + floor / 4 : usable < floor;
  }

  /** Whether nothing may be written now. */
  public boolean full() {
    return full;
  }

  /** Bytes left at the last look. */
  public long usable() {
    return usable;
  }

  /** Bytes that must be left. */
  public long floor() {
    return floor;
  }

  /**
   * Ends a request while the disk is full.
   *
   * @throws ProblemException 503
   */
  public void check() {
    if (full) {
      throw ProblemException.unavailable(
          "The log store's disk is full; send this again later.", TRY_AGAIN);
    }
  }
}
