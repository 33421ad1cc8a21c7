package dev.tocsin.exceptions.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an envelope item by item without holding more than one payload. Framing: a header line,
 * then per item a header line and a payload of {@code length} bytes, or up to the next line feed
 * when there is no length. Payloads of types that nobody wants are passed over unread.
 */
final class EnvelopeReader {

  private static final int LONGEST_HEADER = 8 * 1024;
  private static final int END = -1;

  /**
   * @param payload null for types that were passed over
   */
  record Item(String type, byte @Nullable [] payload) {}

  private final InputStream in;
  private final ObjectMapper json;
  private final Set<String> wanted;
  private final int largestPayload;
  private final int mostItems;
  private int items;

  EnvelopeReader(
      InputStream in, ObjectMapper json, Set<String> wanted, int largestPayload, int mostItems) {
    this.in = in;
    this.json = json;
    this.wanted = Set.copyOf(wanted);
    this.largestPayload = largestPayload;
    this.mostItems = mostItems;
  }

  /** To be called first. */
  JsonNode header() throws Refusal, IOException {
    var line = line("envelope header");
    if (line == null || line.length == 0) {
      throw Refusal.malformed("envelope header is missing");
    }
    return object(line, "envelope header");
  }

  /** The next item, null at the end. */
  @Nullable Item next() throws Refusal, IOException {
    var line = line("item header");
    while (line != null && line.length == 0) {
      line = line("item header");
    }
    if (line == null) {
      return null;
    }
    if (++items > mostItems) {
      throw Refusal.tooLarge("An envelope may hold " + mostItems + " items.");
    }
    var header = object(line, "header of item " + items);
    var type = header.path("type").asText("");
    var length = header.get("length");
    var keep = wanted.contains(type);
    if (length == null || length.isNull()) {
      return new Item(type, toLineFeed(keep));
    }
    if (!length.canConvertToLong() || !length.isIntegralNumber() || length.longValue() < 0) {
      throw Refusal.malformed("length of item " + items + " is not a whole number of bytes");
    }
    return new Item(type, exactly(length.longValue(), keep));
  }

  private JsonNode object(byte[] line, String what) throws Refusal, IOException {
    try {
      var node = json.readTree(line);
      if (node != null && node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException unreadable) {
      throw Refusal.malformed(what + " is not JSON");
    }
    throw Refusal.malformed(what + " is not a JSON object");
  }

  private byte @Nullable [] line(String what) throws Refusal, IOException {
    int next = in.read();
    if (next == END) {
      return null;
    }
    var line = new ByteArrayOutputStream(256);
    while (next != END && next != '\n') {
      if (line.size() >= LONGEST_HEADER) {
        throw Refusal.malformed(what + " is longer than " + LONGEST_HEADER + " bytes");
      }
      line.write(next);
      next = in.read();
    }
    var bytes = line.toByteArray();
    // Only white space, such as the line end of a Windows shell, counts as an empty line.
    return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).isBlank()
        ? new byte[0]
        : bytes;
  }

  private byte @Nullable [] toLineFeed(boolean keep) throws Refusal, IOException {
    var payload = new ByteArrayOutputStream(keep ? 4 * 1024 : 0);
    for (int next = in.read(); next != END && next != '\n'; next = in.read()) {
      if (keep) {
        bounded(payload.size() + 1L);
        payload.write(next);
      }
    }
    return keep ? payload.toByteArray() : null;
  }

  private byte @Nullable [] exactly(long length, boolean keep) throws Refusal, IOException {
    byte[] payload = null;
    if (keep) {
      bounded(length);
      payload = in.readNBytes((int) length);
      if (payload.length < length) {
        throw truncated();
      }
    } else {
      try {
        in.skipNBytes(length);
      } catch (EOFException tooShort) {
        throw truncated();
      }
    }
    int after = in.read();
    if (after != END && after != '\n') {
      throw Refusal.malformed("payload of item " + items + " is longer than its length says");
    }
    return payload;
  }

  private Refusal truncated() {
    return Refusal.malformed("payload of item " + items + " is shorter than its length says");
  }

  private void bounded(long size) throws Refusal {
    if (size > largestPayload) {
      throw Refusal.tooLarge("An event may hold " + largestPayload + " bytes.");
    }
  }
}
