package dev.tocsin.benchmarks.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Locale;

/** Reads the small answers of intake doors from a raw connection. */
final class HttpAnswer {

  private HttpAnswer() {}

  /** Reads one answer whole into {@code buffer} and returns its status. */
  static int read(SocketChannel socket, ByteBuffer buffer) throws IOException {
    buffer.clear();
    int end = -1;
    while (end < 0) {
      more(socket, buffer);
      end = text(buffer).indexOf("\r\n\r\n");
    }
    String head = text(buffer).substring(0, end).toLowerCase(Locale.ROOT);
    int at = head.indexOf("\r\ncontent-length:");
    int length = 0;
    if (at >= 0) {
      int stop = head.indexOf("\r\n", at + 2);
      length = Integer.parseInt(head.substring(at + 17, stop < 0 ? head.length() : stop).strip());
    }
    while (buffer.position() < end + 4 + length) {
      more(socket, buffer);
    }
    return Integer.parseInt(head.substring(9, 12));
  }

  static String text(ByteBuffer buffer) {
    return new String(buffer.array(), 0, buffer.position(), UTF_8);
  }

  private static void more(SocketChannel socket, ByteBuffer buffer) throws IOException {
    if (socket.read(buffer) < 0) {
      throw new EOFException("connection closed after: " + text(buffer));
    }
  }
}
