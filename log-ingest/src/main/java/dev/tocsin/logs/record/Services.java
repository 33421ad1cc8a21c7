package dev.tocsin.logs.record;

import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.List;

/** Which service a batch belongs to. */
public final class Services {

  /** The service of records that do not name one. */
  public static final String UNKNOWN = "unknown_service";

  /** Longer names are cut. */
  private static final int MAX_LENGTH = 255;

  private Services() {}

  /** The value of {@code service.name}, {@link #UNKNOWN} without one. */
  public static String nameOf(List<KeyValue> resource) {
    for (KeyValue attribute : resource) {
      if (attribute.getKey().equals("service.name")) {
        return bounded(AnyValues.toText(attribute.getValue()));
      }
    }
    return UNKNOWN;
  }

  /** A usable service name from any text. */
  public static String bounded(String name) {
    String clean = name.strip();
    if (clean.isEmpty()) {
      return UNKNOWN;
    }
    return clean.length() <= MAX_LENGTH ? clean : clean.substring(0, MAX_LENGTH);
  }
}
