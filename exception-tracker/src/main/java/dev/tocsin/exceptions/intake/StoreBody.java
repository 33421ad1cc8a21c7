package dev.tocsin.exceptions.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.zip.InflaterInputStream;

/** The body of the deprecated store door: JSON, base64 of JSON, or base64 of zlib of JSON. */
final class StoreBody {

  private StoreBody() {}

  static byte[] plain(InputStream body, int largest) throws Refusal, IOException {
    var bytes = bounded(body, 2 * largest);
    int first = firstVisible(bytes);
    if (first == '{' || first == '[' || first < 0) {
      return bytes;
    }
    byte[] decoded;
    try {
      decoded = Base64.getMimeDecoder().decode(bytes);
    } catch (IllegalArgumentException notBase64) {
      throw Refusal.malformed("body is neither JSON nor base64");
    }
    if (firstVisible(decoded) == '{') {
      return decoded;
    }
    return bounded(new InflaterInputStream(new ByteArrayInputStream(decoded)), largest);
  }

  private static byte[] bounded(InputStream in, int largest) throws Refusal, IOException {
    var bytes = in.readNBytes(largest + 1);
    if (bytes.length > largest) {
      throw Refusal.tooLarge("An event may hold " + largest + " bytes.");
    }
    return bytes;
  }

  private static int firstVisible(byte[] bytes) {
    for (var each : bytes) {
      if (each != ' ' && each != '\n' && each != '\r' && each != '\t') {
        return each;
      }
    }
    return -1;
  }
}
