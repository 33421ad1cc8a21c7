package dev.tocsin.logs.intake.journal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads the journal export format as it arrives. An entry is a run of fields ended by an empty
 * line; a field is {@code NAME=value}, or the name alone, a length and that many bytes.
 */
final class JournalReader {

  /** Receives the entries. */
  interface Target {
    /** A complete entry; it is reused for the next one. */
    void entry(JournalEntry entry) throws IOException;

    /** Nothing more has arrived for now. */
    void idle() throws IOException;
  }

  private static final int MAX_NAME = 64;
  private static final long MAX_VALUE = 1L << 32;

  private final InputStream in;
  private final InputStream wire;
  private final Target target;
  private final JournalEntry entry;
  private final byte[] buffer = new byte[16 << 10];
  private final byte[] name = new byte[MAX_NAME + 1];
  private int at;
  private int end;

  /**
   * A reader.
   *
   * @param in the entries
   * @param wire the stream below it, which knows whether more has arrived
   */
  JournalReader(InputStream in, InputStream wire, int maxEntry, Target target) {
    this.in = in;
    this.wire = wire;
    this.target = target;
    this.entry = new JournalEntry(maxEntry);
  }

  /**
   * Reads to the end of the stream.
   *
   * @throws IOException when the stream breaks, or when it is no journal
   */
  void read() throws IOException {
    entry.clear();
    while (fill()) {
      if (buffer[at] == '\n') {
        at++;
        finish();
      } else {
        field();
      }
    }
    finish();
  }

  private void finish() throws IOException {
    if (!entry.isEmpty() || !entry.tooLarge().isEmpty()) {
      target.entry(entry);
    }
    entry.clear();
  }

  private void field() throws IOException {
    int length = 0;
    int next = next();
    while (next != '=' && next != '\n') {
      if (length <= MAX_NAME) {
        name[length++] = (byte) next;
      }
      next = next();
    }
    boolean open = valid(length) && entry.begin(name, length);
    if (next == '=') {
      line(open);
    } else if (length > MAX_NAME || length == 0) {
      throw new IOException("a field has no name");
    } else {
      binary(open);
    }
  }

  private void line(boolean begun) throws IOException {
    boolean open = begun;
    while (fill()) {
      int from = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      open = keep(open, from, at - from);
      if (at < end) {
        at++;
        break;
      }
    }
    if (open) {
      entry.end();
    }
  }

  private void binary(boolean begun) throws IOException {
    long length = 0;
    for (int i = 0; i < 8; i++) {
      length |= (long) next() << (8 * i);
    }
    if (length < 0 || length > MAX_VALUE) {
      throw new IOException("a field announces an impossible length");
    }
    boolean open = begun;
    long left = length;
    while (left > 0) {
      if (!fill()) {
        throw new EOFException("the stream ends within a field");
      }
      int part = (int) Math.min(left, end - at);
      open = keep(open, at, part);
      at += part;
      left -= part;
    }
    if (next() != '\n') {
      throw new IOException("a field is longer than it announces");
    }
    if (open) {
      entry.end();
    }
  }

  private boolean keep(boolean open, int from, int length) {
    if (open && !entry.append(buffer, from, length)) {
      entry.giveUp();
      return false;
    }
    return open;
  }

  private boolean valid(int length) {
    if (length == 0 || length > MAX_NAME || name[0] >= '0' && name[0] <= '9') {
      return false;
    }
    for (int i = 0; i < length; i++) {
      byte c = name[i];
      if (!(c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_')) {
        return false;
      }
    }
    return true;
  }

  private int next() throws IOException {
    if (!fill()) {
      throw new EOFException("the stream ends within a field");
    }
    return buffer[at++] & 0xff;
  }

  /** Makes sure that there is a byte to look at; false at the end of the stream. */
  private boolean fill() throws IOException {
    if (at < end) {
      return true;
    }
    if (wire.available() == 0) {
      target.idle();
    }
    int read = in.read(buffer, 0, buffer.length);
    at = 0;
    end = Math.max(0, read);
    return read > 0;
  }
}
