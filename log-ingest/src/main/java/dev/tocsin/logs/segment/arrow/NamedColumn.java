package dev.tocsin.logs.segment.arrow;

import java.lang.foreign.MemorySegment;

/** Text out of a small set: rows hold numbers of dictionary entries. */
public final class NamedColumn extends Column {

  private final int[] numbers;
  private int[] offsets = {0};
  private byte[] bytes = {};
  private int entries;

  /** A column for at most {@code capacity} rows. */
  public NamedColumn(String name, int capacity) {
    super(name, "i", capacity);
    this.numbers = new int[capacity];
  }

  /** The texts for all batches that follow: entry {@code i} ends where the next begins. */
  public void dictionary(byte[] texts, int[] starts, int count) {
    bytes = texts;
    offsets = starts;
    entries = count;
  }

  /** Sets a row to a dictionary entry. */
  public void set(int row, int entry) {
    present(row);
    numbers[row] = entry;
  }

  @Override
  MemorySegment schema(NativeMemory memory, MemorySegment release) {
    MemorySegment text = ArrowLayout.schema(memory, "u", "", NONE, MemorySegment.NULL, release);
    return ArrowLayout.schema(memory, "i", name(), NONE, text, release);
  }

  @Override
  MemorySegment array(NativeMemory memory, int rows, MemorySegment release) {
    for (int row = 0; row < rows; row++) {
      if (!isPresent(row)) {
        numbers[row] = 0;
      }
    }
    MemorySegment[] texts = {
      MemorySegment.NULL, memory.copy(offsets, entries + 1), memory.copy(bytes, offsets[entries])
    };
    MemorySegment dictionary =
        ArrowLayout.array(memory, entries, 0, texts, NONE, MemorySegment.NULL, release);
    MemorySegment valid = validity(memory, rows);
    MemorySegment[] buffers = {valid, memory.copy(numbers, rows)};
    return ArrowLayout.array(memory, rows, nulls(), buffers, NONE, dictionary, release);
  }
}
