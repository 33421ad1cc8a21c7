package dev.tocsin.console.access;

import dev.tocsin.events.AccessChange.KeyKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Keys from the configuration: {@code id:kind:role:project:region:sha256}, comma-separated. */
final class KeySeeds {

  static final String AUTHOR = "configuration";

  private static final int FIELDS = 6;
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private KeySeeds() {}

  /**
   * Reads the seeds.
   *
   * @throws IllegalArgumentException naming the seed that cannot be read, without its hash
   */
  static List<AccessKey> parse(String seeds, Instant now) {
    var keys = new ArrayList<AccessKey>();
    for (String seed : seeds.split(",", -1)) {
      if (!seed.isBlank()) {
        keys.add(key(seed.strip(), now));
      }
    }
    return keys;
  }

  private static AccessKey key(String seed, Instant now) {
    String[] fields = seed.split(":", -1);
    if (fields.length != FIELDS || !HASH.matcher(fields[5]).matches()) {
      throw new IllegalArgumentException(
          "TOCSIN_ACCESS_KEYS: seed '"
              + fields[0]
              + "' must be id:kind:role:project:region:sha256");
    }
    try {
      return new AccessKey(
          fields[0],
          fields[5],
          KeyKind.valueOf(fields[1].toUpperCase(Locale.ROOT)),
          fields[2],
          fields[3].isEmpty() ? null : Long.valueOf(fields[3]),
          fields[4].isEmpty() ? null : fields[4],
          fields[0],
          now,
          AUTHOR,
          null);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "TOCSIN_ACCESS_KEYS: seed '" + fields[0] + "' has an unknown kind or a bad project", e);
    }
  }
}
