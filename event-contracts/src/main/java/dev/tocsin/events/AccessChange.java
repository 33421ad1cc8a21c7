package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** The present state of one key or project, as the console distributes it to every service. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = AccessChange.Key.class, name = "key"),
  @JsonSubTypes.Type(value = AccessChange.Project.class, name = "project")
})
public sealed interface AccessChange {

  /** The Kafka key: the newest record per key is the truth. */
  String recordKey();

  /**
   * A key that a machine presents.
   *
   * @param id the key's id, which may be shown
   * @param sha256 SHA-256 of the raw key, lower-case hex
   * @param kind what the key is for
   * @param role the role it grants
   * @param projectId the project it belongs to; null for keys of the whole platform
   * @param region the region it speaks for; only for {@link KeyKind#REGION}
   * @param label what people call it
   * @param revoked true from the moment it must no longer work
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Key(
      String id,
      String sha256,
      KeyKind kind,
      String role,
      @Nullable Long projectId,
      @Nullable String region,
      String label,
      boolean revoked)
      implements AccessChange {
    @Override
    public String recordKey() {
      return "key:" + id;
    }
  }

  /**
   * A project: what logs and exceptions belong to.
   *
   * @param id number, part of Sentry DSNs
   * @param slug short name
   * @param name what people call it
   * @param removed true when it no longer takes anything in
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Project(long id, String slug, String name, boolean removed) implements AccessChange {
    @Override
    public String recordKey() {
      return "project:" + id;
    }
  }

  /** What a key is for. */
  enum KeyKind {
    /** Calling the public APIs. */
    @JsonProperty("api")
    API,
    /** Sending logs and exceptions. */
    @JsonProperty("ingest")
    INGEST,
    /** An agent's identity in a region. */
    @JsonProperty("region")
    REGION,
    /** One service calling another. */
    @JsonProperty("service")
    SERVICE
  }
}
