package dev.tocsin.logs.intake.loki;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** The two things that clients mean by deflate: raw, as Loki's do, or with a zlib header. */
final class DeflateStream extends InputStream {

  private final InputStream raw;
  private @Nullable InputStream plain;

  DeflateStream(InputStream raw) {
    this.raw = raw;
  }

  @Override
  public int read() throws IOException {
    return plain().read();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return plain().read(target, offset, length);
  }

  private InputStream plain() throws IOException {
    var open = plain;
    if (open == null) {
      var peeked = new PushbackInputStream(raw, 2);
      byte[] head = peeked.readNBytes(2);
      peeked.unread(head);
      boolean zlib =
          head.length == 2
              && (head[0] & 0x0f) == 8
              && ((head[0] & 0xff) << 8 | head[1] & 0xff) % 31 == 0;
      open = new InflaterInputStream(peeked, new Inflater(!zlib), 8192);
      plain = open;
    }
    return open;
  }

  @Override
  public void close() throws IOException {
    plain().close();
  }
}
