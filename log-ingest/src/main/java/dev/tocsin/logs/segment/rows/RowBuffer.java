package dev.tocsin.logs.segment.rows;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.Arrays;

/**
 * All rows of one flush. The bytes of every batch are kept as they came; a row is its times, its
 * level and ranges of those bytes. Whole batches go in or nothing.
 */
public final class RowBuffer {

  private static final int MOST_BYTES = 1 << 30;

  final Attributes attributes = new Attributes();
  final Sections sections = new Sections();
  final ByteDictionary words = new ByteDictionary();
  private final OtlpWalk walk = new OtlpWalk(this);

  byte[] data = new byte[1 << 16];
  int used;

  int rows;
  long[] time = new long[1024];
  long[] observed = new long[1024];
  byte[] severity = new byte[1024];
  int[] word = new int[1024];
  int[] section = new int[1024];
  int[] batch = new int[1024];
  int[] body = new int[1024];
  int[] bodyLength = new int[1024];
  long[] traceHigh = new long[1024];
  long[] traceLow = new long[1024];
  long[] span = new long[1024];
  int[] firstAttribute = new int[1025];

  int batches;
  int[] partition = new int[64];
  long[] offset = new long[64];
  int[] firstRow = new int[64];

  /** Rows held at present. */
  public int rows() {
    return rows;
  }

  /** Bytes held at present, those of the flat arrays included. */
  public long bytes() {
    return used + 96L * rows + 13L * attributes.size();
  }

  /**
   * Adds a whole batch and returns the number of its rows.
   *
   * @param value an OTLP {@code ExportLogsServiceRequest}
   * @param receivedNs arrival time, for records without one
   * @throws InvalidProtocolBufferException when the bytes are not such a request; nothing was added
   */
  public int append(long project, int fromPartition, long atOffset, long receivedNs, byte[] value)
      throws InvalidProtocolBufferException {
    int rowsBefore = rows;
    int usedBefore = used;
    int attributesBefore = attributes.size();
    if (batches == partition.length) {
      partition = Arrays.copyOf(partition, batches * 2);
      offset = Arrays.copyOf(offset, batches * 2);
      firstRow = Arrays.copyOf(firstRow, batches * 2);
    }
    partition[batches] = fromPartition;
    offset[batches] = atOffset;
    firstRow[batches] = rows;
    try {
      int from = put(value, 0, value.length);
      walk.batch(project, receivedNs, from, from + value.length);
      batches++;
      return rows - rowsBefore;
    } catch (InvalidProtocolBufferException e) {
      cut(rowsBefore, usedBefore, attributesBefore);
      throw e;
    } catch (RuntimeException e) {
      cut(rowsBefore, usedBefore, attributesBefore);
      throw new InvalidProtocolBufferException(new IOException(e));
    }
  }

  private void cut(int rowsBefore, int usedBefore, int attributesBefore) {
    rows = rowsBefore;
    used = usedBefore;
    attributes.cut(attributesBefore);
  }

  /** Forgets all rows and keeps the room. */
  public void clear() {
    attributes.clear();
    sections.clear();
    words.clear();
    walk.clear();
    used = 0;
    rows = 0;
    batches = 0;
  }

  /** Copies bytes behind all others and returns where they begin. */
  int put(byte[] source, int from, int length) {
    int end = Math.addExact(used, length);
    if (end > data.length) {
      if (end > MOST_BYTES) {
        throw new IllegalStateException("the buffer is full");
      }
      data = Arrays.copyOf(data, Math.max(end, Math.min(MOST_BYTES, data.length * 2)));
    }
    System.arraycopy(source, from, data, used, length);
    int start = used;
    used = end;
    return start;
  }

  /** The next row, all its parts unset; {@link #finish} adds it. */
  int begin() {
    int row = rows;
    if (row == time.length) {
      grow(row * 2);
    }
    batch[row] = batches;
    body[row] = 0;
    bodyLength[row] = 0;
    traceHigh[row] = 0;
    traceLow[row] = 0;
    span[row] = 0;
    firstAttribute[row] = attributes.size();
    return row;
  }

  void finish() {
    rows++;
    firstAttribute[rows] = attributes.size();
  }

  private void grow(int room) {
    time = Arrays.copyOf(time, room);
    observed = Arrays.copyOf(observed, room);
    severity = Arrays.copyOf(severity, room);
    word = Arrays.copyOf(word, room);
    section = Arrays.copyOf(section, room);
    batch = Arrays.copyOf(batch, room);
    body = Arrays.copyOf(body, room);
    bodyLength = Arrays.copyOf(bodyLength, room);
    traceHigh = Arrays.copyOf(traceHigh, room);
    traceLow = Arrays.copyOf(traceLow, room);
    span = Arrays.copyOf(span, room);
    firstAttribute = Arrays.copyOf(firstAttribute, room + 1);
  }
}
