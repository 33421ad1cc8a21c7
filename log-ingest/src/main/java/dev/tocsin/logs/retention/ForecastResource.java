package dev.tocsin.logs.retention;

import dev.tocsin.access.Caller;
import dev.tocsin.access.KeyAuthentication;
import dev.tocsin.access.Roles;
import dev.tocsin.logs.retention.RetentionStore.Usage;
import dev.tocsin.logs.segment.files.SegmentFiles;
import dev.tocsin.problem.FieldErrors;
import dev.tocsin.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What storage will look like, and what a change of policy would remove. */
@Path("/api/v1/retention/forecast")
@Tag(name = "retention")
@Produces(MediaType.APPLICATION_JSON)
public class ForecastResource {

  private static final int DAYS = 7;
  private static final double DAY_NS = 86_400e9;

  /**
   * A forecast, from what the last seven days added.
   *
   * @param storedBytes size of all files now
   * @param storedRows rows in them
   * @param oldest earliest event time; null when nothing is stored
   * @param bytesPerDay what one day adds
   * @param settledBytes size once as much expires as is added; with the policies in force, or with
   *     the proposed one
   * @param limitBytes size limit of this project, or of everything
   * @param limitReachedAt when the limit is reached; null when it is not, or when there is none
   * @param diskFreeBytes free space below the data folder
   * @param diskFullAt when it is used up, if nothing else writes there; null when it is not
   * @param proposal what the proposed policy would do; null when none was given
   */
  @Schema(name = "RetentionForecast")
  public record View(
      long storedBytes,
      long storedRows,
      @Nullable Instant oldest,
      long bytesPerDay,
      long settledBytes,
      @Nullable Long limitBytes,
      @Nullable Instant limitReachedAt,
      long diskFreeBytes,
      @Nullable Instant diskFullAt,
      @Nullable Effect proposal) {}

  /**
   * What a proposed policy would do.
   *
   * @param removedBefore rows it decides about that are older than this would go
   * @param removedRows how many there are now; in steps of ten seconds
   * @param removedBytes about how many bytes those are
   */
  @Schema(name = "RetentionEffect")
  public record Effect(Instant removedBefore, long removedRows, long removedBytes) {}

  private final PolicyStore policies;
  private final RetentionStore store;
  private final RetentionConfig config;
  private final SegmentFiles files;
  private final Clock clock;

  /** A door to the forecast. */
  @Inject
  public ForecastResource(
      PolicyStore policies,
      RetentionStore store,
      RetentionConfig config,
      SegmentFiles files,
      Clock clock) {
    this.policies = policies;
    this.store = store;
    this.config = config;
    this.files = files;
    this.clock = clock;
  }

  /** The forecast for a project or for everything. */
  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "Forecast storage",
      description =
          "Bytes per day, when a limit or the disk is reached, and, with maxAge or maxBytes, the"
              + " rows that such a policy would remove at once. Nothing is changed.")
  public View forecast(
      @Parameter(description = "Only this project") @QueryParam("project") @Nullable Long project,
      @Parameter(description = "Service of the proposed policy") @QueryParam("service")
          @Nullable String service,
      @Parameter(description = "Level of the proposed policy") @QueryParam("level")
          @Nullable String level,
      @Parameter(description = "Proposed age, such as 7d") @QueryParam("maxAge")
          @Nullable String maxAge,
      @Parameter(description = "Proposed size in bytes") @QueryParam("maxBytes")
          @Nullable Long maxBytes,
      @Context SecurityIdentity identity)
      throws SQLException, IOException {
    Caller caller = identity.getAttribute(KeyAuthentication.CALLER);
    Long only = project == null && caller != null ? caller.projectId() : project;
    if (only != null && caller != null && !caller.mayUseProject(only)) {
      throw ProblemException.forbidden("This key does not see that project.");
    }
    var errors = new FieldErrors();
    var change = new RetentionResource.Change(only, service, level, maxAge, maxBytes);
    var wanted = Proposal.of(change, errors);
    errors.throwIfAny();
    Instant now = clock.instant();
    Usage usage = store.usage(only, now, DAYS);
    var all = policies.all();
    Duration age = wholeAge(all, only, wanted);
    Long limit = wholeLimit(all, only, wanted);
    long settled = (long) (usage.bytesPerDay() * (age.toSeconds() / 86_400.0));
    long most = Math.max(settled, usage.bytes());
    long free = Files.getFileStore(files.scratch()).getUsableSpace();
    return new View(
        usage.bytes(),
        usage.rows(),
        usage.oldestNs() == 0 ? null : Instant.ofEpochSecond(0, usage.oldestNs()),
        usage.bytesPerDay(),
        limit == null ? settled : Math.min(limit, settled),
        limit,
        limit == null ? null : reached(now, usage, limit, most),
        free,
        reached(now, usage, usage.bytes() + free, limit == null ? most : Math.min(limit, most)),
        maxAge == null && maxBytes == null ? null : effect(wanted, usage, now));
  }

  /** When the size is reached, if it grows as it did; null when it stops growing before. */
  private static @Nullable Instant reached(Instant now, Usage usage, long size, long most) {
    if (usage.bytes() >= size) {
      return now;
    }
    if (usage.bytesPerDay() <= 0 || most < size) {
      return null;
    }
    double days = (double) (size - usage.bytes()) / usage.bytesPerDay();
    return days > 36_500 ? null : now.plusNanos((long) (days * DAY_NS));
  }

  private Effect effect(Proposal wanted, Usage usage, Instant now) throws SQLException {
    var others = new ArrayList<>(policies.all());
    others.removeIf(
        one ->
            java.util.Objects.equals(one.project(), wanted.project())
                && java.util.Objects.equals(one.service(), wanted.service())
                && java.util.Objects.equals(one.level(), wanted.level()));
    var proposed = wanted.policy(Long.MAX_VALUE, now);
    others.add(proposed);
    Long bytes = wanted.maxBytes();
    Long bySize = bytes == null ? null : store.cutoffBySize(proposed, bytes);
    var sizes = bySize == null ? Map.<Long, Long>of() : Map.of(proposed.id(), bySize);
    var rules = new RetentionRules(others, config.maxAge(), sizes, now);
    long cutoff = rules.cutoffNs(proposed.id());
    if (proposed.whole() && bySize != null) {
      cutoff = Math.max(cutoff, bySize);
    }
    long rows = store.countedBefore(rules, proposed.id(), cutoff);
    long perRow = usage.rows() == 0 ? 0 : usage.bytes() / usage.rows();
    return new Effect(Instant.ofEpochSecond(0, cutoff), rows, rows * perRow);
  }

  private Duration wholeAge(
      Iterable<RetentionPolicy> all, @Nullable Long project, Proposal wanted) {
    Duration proposed = wanted.maxAge();
    if (proposed != null && wanted.service() == null && wanted.level() == null) {
      return proposed;
    }
    Duration age = config.maxAge();
    for (RetentionPolicy policy : all) {
      Duration own = policy.maxAge();
      if (policy.whole() && own != null && concerns(policy, project)) {
        age = own;
        if (policy.project() != null) {
          return own;
        }
      }
    }
    return age;
  }

  private static @Nullable Long wholeLimit(
      Iterable<RetentionPolicy> all, @Nullable Long project, Proposal wanted) {
    Long limit = wanted.service() == null && wanted.level() == null ? wanted.maxBytes() : null;
    for (RetentionPolicy policy : all) {
      Long own = policy.maxBytes();
      if (limit == null
          && policy.whole()
          && own != null
          && java.util.Objects.equals(policy.project(), project)) {
        limit = own;
      }
    }
    return limit;
  }

  private static boolean concerns(RetentionPolicy policy, @Nullable Long project) {
    return policy.project() == null || policy.project().equals(project);
  }
}
