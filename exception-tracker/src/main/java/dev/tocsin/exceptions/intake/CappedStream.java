package dev.tocsin.exceptions.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Stops reading at a limit instead of trusting a length that the client claims. */
final class CappedStream extends FilterInputStream {

  /** More came than may come. */
  static final class LimitReached extends IOException {
    private static final long serialVersionUID = 1L;

    LimitReached(String what) {
      super(what);
    }
  }

  private final long limit;
  private final String what;
  private long count;

  CappedStream(InputStream in, long limit, String what) {
    super(in);
    this.limit = limit;
    this.what = what;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    if (next >= 0) {
      count(1);
    }
    return next;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    if (read > 0) {
      count(read);
    }
    return read;
  }

  @Override
  public long skip(long amount) throws IOException {
    long skipped = super.skip(amount);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long amount) throws IOException {
    count += amount;
    if (count > limit) {
      throw new LimitReached(what);
    }
  }
}
