package dev.tocsin.testkit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Raw keys that every service knows in tests. */
public final class TestKeys {

  /** API key with role admin. */
  public static final String ADMIN_API = "tk_api_test-admin-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

  /** API key with role manager. */
  public static final String MANAGER_API = "tk_api_test-manager-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

  /** API key with role responder. */
  public static final String RESPONDER_API = "tk_api_test-responder-aaaaaaaaaaaaaaaaaaaaaaaaaaaa";

  /** API key with role viewer. */
  public static final String VIEWER_API = "tk_api_test-viewer-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

  /** Ingest key of project 1. */
  public static final String INGEST = "tk_ing_test-project-1-aaaaaaaaaaaaaaaaaaaaaaaaaaaa";

  /** Ingest key of project 2. */
  public static final String INGEST_PROJECT_2 =
      "tk_ing_test-project-2-aaaaaaaaaaaaaaaaaaaaaaaaaaaa";

  /** Key of the agents in region eu-west. */
  public static final String REGION_EU_WEST = "tk_reg_test-eu-west-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

  /** Key of the agents in region us-east. */
  public static final String REGION_US_EAST = "tk_reg_test-us-east-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

  /** Key of the agents in region ap-south. */
  public static final String REGION_AP_SOUTH = "tk_reg_test-ap-south-aaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

  /** Key with which services call each other. */
  public static final String SERVICE = "tk_svc_test-service-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

  /** Public key in the Sentry DSN of project 1. */
  public static final String SENTRY_PUBLIC = "5e47259aa0de4c2f8c1d3b5a7f9e0c11";

  private TestKeys() {}

  /** The value of {@code TOCSIN_ACCESS_KEYS} that makes all of them known. */
  public static String seeds() {
    return String.join(
        ",",
        seed("test-admin", "api:admin::", ADMIN_API),
        seed("test-manager", "api:manager::", MANAGER_API),
        seed("test-responder", "api:responder::", RESPONDER_API),
        seed("test-viewer", "api:viewer::", VIEWER_API),
        seed("test-ingest-1", "ingest:ingest:1:", INGEST),
        seed("test-ingest-2", "ingest:ingest:2:", INGEST_PROJECT_2),
        seed("test-eu-west", "region:agent::eu-west", REGION_EU_WEST),
        seed("test-us-east", "region:agent::us-east", REGION_US_EAST),
        seed("test-ap-south", "region:agent::ap-south", REGION_AP_SOUTH),
        seed("test-service", "service:service::", SERVICE),
        seed("test-sentry-1", "ingest:ingest:1:", SENTRY_PUBLIC));
  }

  /** SHA-256 of the raw key as lower-case hex, the only form in which keys are stored. */
  public static String sha256(String rawKey) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(rawKey.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String seed(String id, String middle, String rawKey) {
    return id + ":" + middle + ":" + sha256(rawKey);
  }
}
