package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Further good and valid events of one SLI: the value of {@link Topics#SLI_BUCKETS}. The counts are
 * to be added to those of earlier events; an event that was seen before adds nothing.
 *
 * @param eventId a UUID, unique; a redelivery carries the same id
 * @param sli stable name of the SLI, at most 200 characters
 * @param source the sending service
 * @param projectId the project whose data was counted
 * @param version version of the definition that counted; grows when it is changed
 * @param group value of the grouping field; null when the SLI is not grouped
 * @param history true for counts of what was stored before the definition began to count
 * @param emittedAt when it was counted
 * @param buckets one per ten seconds with at least one valid event, oldest first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SliBuckets(
    String eventId,
    String sli,
    String source,
    long projectId,
    int version,
    @Nullable String group,
    boolean history,
    Instant emittedAt,
    List<SliBucket> buckets) {

  /** Length of a bucket in seconds. */
  public static final int SECONDS = 10;

  /** An absent list becomes an empty one. */
  @SuppressWarnings("ConstantValue") // Jackson passes null for an absent property
  public SliBuckets {
    buckets = buckets == null ? List.of() : List.copyOf(buckets);
  }

  /** What these counts belong to: the SLI, or one group of it as {@code sli/group}. */
  public String key() {
    return group == null ? sli : sli + "/" + group;
  }

  /**
   * Ten seconds.
   *
   * @param start when they begin, a multiple of ten seconds since the epoch
   * @param good events that were good; never more than {@code valid}
   * @param valid events that count
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record SliBucket(Instant start, long good, long valid) {}
}
