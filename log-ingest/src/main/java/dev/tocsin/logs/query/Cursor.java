package dev.tocsin.logs.query;

import dev.tocsin.logs.record.RecordId;
import dev.tocsin.logs.segment.Place;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A place in the result as opaque text; it stays valid while new rows arrive. */
public final class Cursor {

  private Cursor() {}

  /** The place as text. */
  public static String write(Place place) {
    var id = place.id();
    String plain = place.timeNs() + ":" + id.partition() + ":" + id.offset() + ":" + id.index();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
  }

  /** Null when the text was not made by {@link #write}. */
  public static @Nullable Place read(String text) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(":", -1);
      return parts.length != 4
          ? null
          : new Place(
              Long.parseLong(parts[0]),
              new RecordId(
                  Integer.parseInt(parts[1]),
                  Long.parseLong(parts[2]),
                  Integer.parseInt(parts[3])));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
