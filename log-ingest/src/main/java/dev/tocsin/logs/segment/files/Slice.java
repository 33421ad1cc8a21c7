package dev.tocsin.logs.segment.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The next so many bytes of a stream. */
final class Slice extends FilterInputStream {

  private long left;

  Slice(InputStream in, long length) {
    super(in);
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    if (left <= 0) {
      return -1;
    }
    int one = super.read();
    left -= one < 0 ? 0 : 1;
    return one;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    if (left <= 0) {
      return -1;
    }
    int n = super.read(target, from, (int) Math.min(length, left));
    left -= Math.max(0, n);
    return n;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
