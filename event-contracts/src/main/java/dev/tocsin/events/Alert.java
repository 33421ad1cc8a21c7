package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An alert that fires or resolves: the body of incident-service's {@code POST /api/v1/alerts} and
 * the value of {@link Topics#ALERTS}. The fields are what the sender said; the receiver validates.
 *
 * @param eventId unique per change of state; a redelivery carries the same id
 * @param source the sending service
 * @param dedupKey what is the same alert; at most 255 characters
 * @param status firing or resolved
 * @param severity how bad
 * @param title one line; at most 255 characters
 * @param description evidence in a few lines
 * @param service the service concerned
 * @param labels further facts
 * @param links where to look
 * @param occurredAt when the state changed
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Alert(
    @Nullable String eventId,
    @Nullable String source,
    @Nullable String dedupKey,
    @Nullable Status status,
    @Nullable Severity severity,
    @Nullable String title,
    @Nullable String description,
    @Nullable String service,
    Map<String, String> labels,
    List<Link> links,
    @Nullable Instant occurredAt) {

  /** Absent collections become empty ones. */
  @SuppressWarnings("ConstantValue") // Jackson passes null for an absent property
  public Alert {
    labels = labels == null ? Map.of() : labels;
    links = links == null ? List.of() : links;
  }

  /**
   * A place to look.
   *
   * @param label what it is
   * @param href absolute address
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Link(@Nullable String label, @Nullable String href) {}

  /** Whether the condition holds. */
  public enum Status {
    /** It holds. */
    @JsonProperty("firing")
    FIRING,
    /** It no longer holds. */
    @JsonProperty("resolved")
    RESOLVED
  }
}
