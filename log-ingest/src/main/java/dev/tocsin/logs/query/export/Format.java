package dev.tocsin.logs.query.export;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an export can look like. */
enum Format {
  NDJSON("application/x-ndjson"),
  CSV("text/csv; charset=utf-8"),
  PARQUET("application/vnd.apache.parquet");

  private final String mediaType;

  Format(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  String extension() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format of that name, NDJSON without one; null when there is none. */
  static @Nullable Format of(@Nullable String name) {
    if (name == null || name.isBlank()) {
      return NDJSON;
    }
    for (Format format : values()) {
      if (format.extension().equals(name.strip().toLowerCase(Locale.ROOT))) {
        return format;
      }
    }
    return null;
  }
}
