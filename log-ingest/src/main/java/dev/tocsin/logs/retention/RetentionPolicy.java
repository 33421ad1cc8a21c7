package dev.tocsin.logs.retention;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long rows are kept, and how much of them.
 *
 * @param id 0 for the default
 * @param project whose rows; null for all projects
 * @param service of which service; null for all
 * @param level of which level, 0 unknown, 1 trace … 6 fatal; null for all
 * @param maxAge rows are kept this long by event time; null for the default
 * @param maxBytes rows are kept while all of them need no more; null without limit
 * @param changedBy who set it
 * @param changedAt when
 */
public record RetentionPolicy(
    long id,
    @Nullable Long project,
    @Nullable String service,
    @Nullable Integer level,
    @Nullable Duration maxAge,
    @Nullable Long maxBytes,
    String changedBy,
    Instant changedAt) {

  /** Id of the policy that holds where no other does. */
  public static final long DEFAULT = 0;

  /** Whether it is about rows of this project, service and level. */
  boolean fits(long ofProject, String ofService, int ofLevel) {
    return (project == null || project == ofProject)
        && (service == null || service.equals(ofService))
        && (level == null || level == ofLevel);
  }

  /** Whether it is about whole projects. */
  boolean whole() {
    return service == null && level == null;
  }

  /** More parts come before fewer, a service before a level, a level before a project. */
  int weight() {
    int parts = (project == null ? 0 : 8) + (service == null ? 0 : 8) + (level == null ? 0 : 8);
    return parts + (service == null ? 0 : 4) + (level == null ? 0 : 2) + (project == null ? 0 : 1);
  }
}
