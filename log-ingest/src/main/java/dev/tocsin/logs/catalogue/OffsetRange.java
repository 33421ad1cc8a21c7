package dev.tocsin.logs.catalogue;

/**
 * A run of Kafka offsets that goes into the catalogue together with what was made of it.
 *
 * @param partition partition number
 * @param epoch the claim under which the writer read it
 * @param first the offset that the catalogue expects next
 * @param last the last offset of the run, inclusive
 */
public record OffsetRange(int partition, long epoch, long first, long last) {

  /** A run has at least one offset. */
  public OffsetRange {
    if (last < first) {
      throw new IllegalArgumentException("last must not lie before first");
    }
  }
}
