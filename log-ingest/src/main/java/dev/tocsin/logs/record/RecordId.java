package dev.tocsin.logs.record;

import java.util.Comparator;

/**
 * A record's place in the stream. It never changes, so it is the record's id.
 *
 * @param partition Kafka partition
 * @param offset offset of the batch in the partition
 * @param index place in the batch, from 0
 */
public record RecordId(int partition, long offset, int index) implements Comparable<RecordId> {

  private static final Comparator<RecordId> ORDER =
      Comparator.comparingInt(RecordId::partition)
          .thenComparingLong(RecordId::offset)
          .thenComparingInt(RecordId::index);

  @Override
  public int compareTo(RecordId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return partition + "-" + offset + "-" + index;
  }
}
