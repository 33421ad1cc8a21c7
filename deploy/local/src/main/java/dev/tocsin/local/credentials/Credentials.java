package dev.tocsin.local.credentials;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * The secrets of one local platform by the names under which they are written and passed on.
 *
 * @param values secrets by name, in the order of the file
 */
public record Credentials(Map<String, String> values) {

  /** Regions in which the local platform runs an agent. */
  public static final List<String> REGIONS = List.of("eu-west", "us-east", "ap-south");

  /** Digits and letters that nobody confuses when typing them from a screen. */
  private static final String TYPEABLE = "abcdefghijkmnpqrstuvwxyz23456789";

  public Credentials {
    values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Keeps what is {@code known} and makes what is missing, from a secure source. */
  public static Credentials completing(Map<String, String> known) {
    return completing(known, new SecureRandom());
  }

  static Credentials completing(Map<String, String> known, RandomGenerator random) {
    var values = new LinkedHashMap<String, String>();
    values.put("TOCSIN_ADMIN_USER", "admin");
    values.put("TOCSIN_ADMIN_PASSWORD", typeable(random));
    values.put("TOCSIN_API_TOKEN", key("api", random));
    values.put("TOCSIN_INGEST_KEY", key("ing", random));
    values.put("TOCSIN_SENTRY_PUBLIC_KEY", hex(random, 16));
    values.put("TOCSIN_SERVICE_KEY", key("svc", random));
    for (var region : REGIONS) {
      values.put(regionKeyName(region), key("reg", random));
    }
    values.put("TOCSIN_LINK_SECRET", hex(random, 32));
    values.put("TOCSIN_WEBHOOK_SECRET", hex(random, 32));
    values.put("TOCSIN_DB_PASSWORD", hex(random, 16));
    values.replaceAll((name, made) -> Objects.requireNonNullElse(known.get(name), made));
    return new Credentials(values);
  }

  /** The secret called {@code name}. */
  public String get(String name) {
    var value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no such secret: " + name);
    }
    return value;
  }

  /** The raw key of the agents in {@code region}. */
  public String regionKey(String region) {
    return get(regionKeyName(region));
  }

  /** Where Sentry SDKs of project 1 send to, given the port of the exception tracker. */
  public String sentryDsn(int port) {
    return "http://" + get("TOCSIN_SENTRY_PUBLIC_KEY") + "@localhost:" + port + "/1";
  }

  /** The value of {@code TOCSIN_ACCESS_KEYS}: every key by its hash, so it is no secret. */
  public String accessSeeds() {
    var seeds = new ArrayList<String>();
    seeds.add(seed("first-admin", "api:admin::", get("TOCSIN_API_TOKEN")));
    seeds.add(seed("first-ingest", "ingest:ingest:1:", get("TOCSIN_INGEST_KEY")));
    seeds.add(seed("first-sentry", "ingest:ingest:1:", get("TOCSIN_SENTRY_PUBLIC_KEY")));
    seeds.add(seed("services", "service:service::", get("TOCSIN_SERVICE_KEY")));
    for (var region : REGIONS) {
      seeds.add(seed("region-" + region, "region:agent::" + region, regionKey(region)));
    }
    return String.join(",", seeds);
  }

  /** Nothing secret is in here, also when somebody logs it. */
  @Override
  public String toString() {
    return "Credentials" + values.keySet();
  }

  private static String regionKeyName(String region) {
    return "TOCSIN_REGION_KEY_" + region.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static String seed(String id, String middle, String rawKey) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var hash = digest.digest(rawKey.getBytes(StandardCharsets.UTF_8));
      return id + ":" + middle + ":" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String key(String kind, RandomGenerator random) {
    var bytes = new byte[32];
    random.nextBytes(bytes);
    return "tk_" + kind + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String hex(RandomGenerator random, int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Four groups of five: 100 bits. */
  private static String typeable(RandomGenerator random) {
    var groups = new ArrayList<String>();
    for (var i = 0; i < 4; i++) {
      var group = new StringBuilder();
      for (var j = 0; j < 5; j++) {
        group.append(TYPEABLE.charAt(random.nextInt(TYPEABLE.length())));
      }
      groups.add(group.toString());
    }
    return String.join("-", groups);
  }
}
