package dev.tocsin.access;

import dev.tocsin.events.AccessChange;
import dev.tocsin.events.AccessChange.KeyKind;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys and projects that this process knows. Seeds from the configuration let a service work
 * before, and without, the console; changes from Kafka replace them. Nothing known means nobody may
 * enter.
 */
public final class AccessRegistry {

  private static final int SEED_FIELDS = 6;

  private final Map<String, AccessChange.Key> keysByHash = new ConcurrentHashMap<>();
  private final Map<String, String> hashById = new ConcurrentHashMap<>();
  private final Map<Long, AccessChange.Project> projects = new ConcurrentHashMap<>();

  /**
   * A registry with the keys of the configuration.
   *
   * @param seeds comma-separated {@code id:kind:role:project:region:sha256}, project and region may
   *     be empty; blank for none
   * @throws IllegalArgumentException naming the seed that cannot be read, without its hash
   */
  public static AccessRegistry seeded(@Nullable String seeds) {
    var registry = new AccessRegistry();
    if (seeds != null && !seeds.isBlank()) {
      for (String seed : seeds.split(",", -1)) {
        registry.apply(parse(seed.strip()));
      }
    }
    return registry;
  }

  private static AccessChange.Key parse(String seed) {
    String[] fields = seed.split(":", -1);
    if (fields.length != SEED_FIELDS || !fields[5].matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "access seed '" + fields[0] + "' must be id:kind:role:project:region:sha256");
    }
    try {
      return new AccessChange.Key(
          fields[0],
          fields[5],
          KeyKind.valueOf(fields[1].toUpperCase(Locale.ROOT)),
          fields[2],
          fields[3].isEmpty() ? null : Long.valueOf(fields[3]),
          fields[4].isEmpty() ? null : fields[4],
          fields[0],
          false);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "access seed '" + fields[0] + "' has an unknown kind or a project that is no number", e);
    }
  }

  /** Takes a change in; the newest change per key or project counts. */
  public synchronized void apply(AccessChange change) {
    switch (change) {
      case AccessChange.Project project -> projects.put(project.id(), project);
      case AccessChange.Key key -> {
        String before = hashById.put(key.id(), key.sha256());
        if (before != null) {
          keysByHash.remove(before);
        }
        if (!key.revoked()) {
          keysByHash.put(key.sha256(), key);
        }
      }
    }
  }

  /** Whoever this raw key belongs to; null when it is unknown or revoked. */
  public @Nullable Caller authenticate(String rawKey) {
    // The map is asked by a hash of the key, so timing tells nothing about the key itself.
    AccessChange.Key key = keysByHash.get(KeyHash.of(rawKey));
    return key == null
        ? null
        : new Caller(
            key.label(), key.kind(), Roles.implied(key.role()), key.projectId(), key.region());
  }

  /** False for a project that was removed or that nobody has named yet. */
  public boolean projectExists(long id) {
    AccessChange.Project project = projects.get(id);
    if (project != null) {
      return !project.removed();
    }
    return keysByHash.values().stream().anyMatch(key -> Long.valueOf(id).equals(key.projectId()));
  }

  /** The number of keys that work. */
  public int size() {
    return keysByHash.size();
  }
}
