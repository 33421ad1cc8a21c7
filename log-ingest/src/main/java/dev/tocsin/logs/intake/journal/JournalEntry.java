package dev.tocsin.logs.intake.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/** The fields of one journal entry, in one reused array; bounded in size and number. */
final class JournalEntry {

  /** Fields beyond this many are left out. */
  private static final int MAX_FIELDS = 1024;

  private final int maxBytes;
  private byte[] bytes = new byte[4096];
  private int size;
  private final int[] nameFrom = new int[MAX_FIELDS];
  private final int[] valueFrom = new int[MAX_FIELDS];
  private final int[] valueTo = new int[MAX_FIELDS];
  private int count;
  private String tooLarge = "";

  JournalEntry(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  void clear() {
    size = 0;
    count = 0;
    tooLarge = "";
    if (bytes.length > 64 << 10) {
      bytes = new byte[4096];
    }
  }

  boolean isEmpty() {
    return count == 0;
  }

  byte[] bytes() {
    return bytes;
  }

  int count() {
    return count;
  }

  /** Whether the field has this name; one field is told from another by where its name begins. */
  boolean is(int field, String name) {
    int from = nameFrom[field];
    if (valueFrom[field] - from != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (bytes[from + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The number of the last field with this name; -1 when there is none. */
  int find(String name) {
    for (int i = count - 1; i >= 0; i--) {
      if (is(i, name)) {
        return i;
      }
    }
    return -1;
  }

  String name(int field) {
    return new String(bytes, nameFrom[field], valueFrom[field] - nameFrom[field], ISO_8859_1);
  }

  int from(int field) {
    return valueFrom[field];
  }

  int to(int field) {
    return valueTo[field];
  }

  /** Names of fields whose values did not fit, separated by spaces. */
  String tooLarge() {
    return tooLarge;
  }

  /** Begins a field; false when there is no more room for it. */
  boolean begin(byte[] name, int length) {
    if (count == MAX_FIELDS || size + length > maxBytes) {
      return false;
    }
    nameFrom[count] = size;
    append(name, 0, length);
    valueFrom[count] = size;
    return true;
  }

  /** Adds to the value of the field that was begun; false when it does not fit. */
  boolean append(byte[] more, int from, int length) {
    if (size + length > maxBytes) {
      return false;
    }
    if (size + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + length));
    }
    System.arraycopy(more, from, bytes, size, length);
    size += length;
    return true;
  }

  /** The field that was begun is complete. */
  void end() {
    valueTo[count++] = size;
  }

  /** The field that was begun is too large: only its name is kept. */
  void giveUp() {
    String name = name(count);
    size = nameFrom[count];
    tooLarge = tooLarge.length() > 200 ? tooLarge : (tooLarge + " " + name).strip();
  }
}
