package dev.tocsin.logs.intake.syslog;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream into messages. Each message decides for itself: {@code LEN SP <…} is counted in
 * bytes, anything else ends with a line feed or a null byte.
 */
final class SyslogFrames {

  private static final int MAX_DIGITS = 9;

  private final InputStream in;
  private final int maxLength;
  private final byte[] buffer = new byte[16 << 10];
  private int at;
  private int end;
  private byte[] frame = new byte[1024];
  private int length;
  private boolean cut;

  SyslogFrames(InputStream in, int maxLength) {
    this.in = in;
    this.maxLength = maxLength;
  }

  /** A copy of the message that {@link #next} found. */
  byte[] message() {
    return Arrays.copyOf(frame, length);
  }

  /** Whether the message was longer than allowed and lost its end. */
  boolean cut() {
    return cut;
  }

  /** Moves to the next message that is not empty; false at the end of the stream. */
  boolean next() throws IOException {
    if (frame.length > 64 << 10) {
      frame = new byte[1024];
    }
    do {
      length = 0;
      cut = false;
      if (!fill()) {
        return false;
      }
      int counted = buffer[at] >= '1' && buffer[at] <= '9' ? count() : -1;
      if (counted >= 0) {
        take(counted);
      } else {
        line();
      }
    } while (length == 0);
    return true;
  }

  /**
   * The announced length, with the stream behind the space; -1 when this is no announcement, and
   * then what was read of it is the beginning of the message.
   */
  private int count() throws IOException {
    int value = 0;
    int digits = 0;
    while (digits < MAX_DIGITS && fill() && buffer[at] >= '0' && buffer[at] <= '9') {
      value = value * 10 + buffer[at] - '0';
      digits++;
      add(buffer[at++]);
    }
    if (fill() && buffer[at] == ' ') {
      add(buffer[at++]);
      if (fill() && buffer[at] == '<') {
        length = 0;
        return value;
      }
    }
    return -1;
  }

  private void take(int count) throws IOException {
    int left = count;
    while (left > 0 && fill()) {
      int part = Math.min(left, end - at);
      add(at, part);
      at += part;
      left -= part;
    }
  }

  private void line() throws IOException {
    while (fill()) {
      int from = at;
      while (at < end && buffer[at] != '\n' && buffer[at] != 0) {
        at++;
      }
      add(from, at - from);
      if (at < end) {
        at++;
        break;
      }
    }
    while (length > 0 && (frame[length - 1] == '\r' || frame[length - 1] == ' ')) {
      length--;
    }
  }

  private void add(byte b) {
    if (length < maxLength) {
      grow(length + 1);
      frame[length++] = b;
    } else {
      cut = true;
    }
  }

  private void add(int from, int count) {
    int fits = Math.min(count, maxLength - length);
    cut |= fits < count;
    grow(length + fits);
    System.arraycopy(buffer, from, frame, length, fits);
    length += fits;
  }

  private void grow(int size) {
    if (size > frame.length) {
      frame = Arrays.copyOf(frame, Math.min(maxLength, Math.max(size, frame.length * 2)));
    }
  }

  private boolean fill() throws IOException {
    if (at < end) {
      return true;
    }
    int read = in.read(buffer, 0, buffer.length);
    at = 0;
    end = Math.max(0, read);
    return read > 0;
  }
}
