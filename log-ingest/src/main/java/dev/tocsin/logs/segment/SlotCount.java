package dev.tocsin.logs.segment;

/**
 * Rows of one service and level in ten seconds.
 *
 * @param slot seconds since the epoch divided by ten, rounded down
 * @param service the service
 * @param level 0 unknown, 1 trace … 6 fatal
 * @param count number of rows
 */
public record SlotCount(long slot, String service, int level, long count) {

  /** Length of a slot in seconds. */
  public static final int SECONDS = 10;
}
