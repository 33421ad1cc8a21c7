package dev.tocsin.logs.action.count;

/**
 * Lines of ten seconds.
 *
 * @param slot start in seconds since the epoch, divided by ten
 * @param group value of the grouping field; empty where nothing is grouped
 * @param good good lines
 * @param valid lines that count
 */
public record Cell(long slot, String group, long good, long valid) {

  /** Length of a slot in seconds. */
  public static final int SECONDS = 10;

  /** The same counts in another group. */
  Cell in(String other) {
    return new Cell(slot, other, good, valid);
  }

  /** Both together. */
  Cell plus(Cell other) {
    return new Cell(slot, group, good + other.good, valid + other.valid);
  }
}
