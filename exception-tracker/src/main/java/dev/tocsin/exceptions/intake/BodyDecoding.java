package dev.tocsin.exceptions.intake;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;
import org.jspecify.annotations.Nullable;

/** Undoes {@code Content-Encoding} while streaming, with a hard limit before and after. */
final class BodyDecoding {

  private static final int ZSTD_WINDOW_LOG = 23;

  private BodyDecoding() {}

  /** The plain bytes; reading fails with {@link CappedStream.LimitReached} over either limit. */
  static InputStream decode(
      InputStream wire, @Nullable String encoding, long wireLimit, long decodedLimit)
      throws Refusal, IOException {
    var capped = new CappedStream(wire, wireLimit, "the body as sent");
    return new BufferedInputStream(
        new CappedStream(decoder(capped, encoding), decodedLimit, "the decoded body"), 16 * 1024);
  }

  private static InputStream decoder(InputStream in, @Nullable String encoding)
      throws Refusal, IOException {
    var name = encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "", "identity" -> in;
      case "gzip", "x-gzip" -> new GZIPInputStream(in, 16 * 1024);
      case "deflate" -> new InflaterInputStream(in);
      case "br" -> new BrotliInputStream(in);
      // A larger window would let the client reserve memory outside the heap.
      case "zstd" -> new ZstdInputStream(in).setLongMax(ZSTD_WINDOW_LOG);
      default ->
          throw new Refusal(
              Refusal.Reason.UNKNOWN_ENCODING,
              "Content-Encoding must be identity, gzip, deflate, br or zstd.");
    };
  }
}
