package dev.tocsin.logs.intake.jsonlines;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Cuts a stream into lines without ever holding more than one, and no line beyond its limit. */
final class LineReader {

  /**
   * A line.
   *
   * @param bytes its content without the line end; cut when it was too long
   * @param tooLong whether it exceeded the limit
   */
  record Line(byte[] bytes, boolean tooLong) {}

  private final InputStream in;
  private final int limit;
  private final byte[] chunk = new byte[16 << 10];
  private int position;
  private int end;

  LineReader(InputStream in, int limit) {
    this.in = in;
    this.limit = limit;
  }

  /** The next line; null at the end. */
  @Nullable Line next() throws IOException {
    var line = new java.io.ByteArrayOutputStream(256);
    boolean tooLong = false;
    boolean any = false;
    while (true) {
      if (position == end) {
        end = in.read(chunk, 0, chunk.length);
        position = 0;
        if (end <= 0) {
          end = 0;
          return any ? new Line(line.toByteArray(), tooLong) : null;
        }
      }
      any = true;
      int stop = position;
      while (stop < end && chunk[stop] != '\n') {
        stop++;
      }
      int room = Math.min(stop - position, limit - line.size());
      line.write(chunk, position, room);
      tooLong |= room < stop - position;
      position = stop;
      if (stop < end) {
        position++;
        return new Line(line.toByteArray(), tooLong);
      }
    }
  }
}
