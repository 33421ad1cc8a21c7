package dev.tocsin.logs.retention;

import dev.tocsin.logs.catalogue.CareStore;
import dev.tocsin.logs.catalogue.RewriteStore;
import dev.tocsin.logs.retention.RetentionRules.Decision;
import dev.tocsin.logs.segment.RowCondition;
import dev.tocsin.logs.segment.SegmentStore;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Removes what is past its time: whole segments are hidden, which is cheap; segments of which only
 * a part is past its time are written again, a few in each round.
 */
@Singleton
public class RetentionJob {

  private static final Logger LOG = Logger.getLogger(RetentionJob.class);
  private static final Duration KEEP_RANGES = Duration.ofDays(2);
  private static final int MOST_REWRITES = 100;

  private record Partly(UUID segment, long project, Set<Long> policies) {}

  private final PolicyStore policies;
  private final RetentionStore store;
  private final CareStore catalogue;
  private final RewriteStore rewrites;
  private final SegmentStore segments;
  private final RetentionConfig config;
  private final Clock clock;

  /** A job over the service's catalogue and data folder. */
  @Inject
  public RetentionJob(
      PolicyStore policies,
      RetentionStore store,
      CareStore catalogue,
      RewriteStore rewrites,
      SegmentStore segments,
      RetentionConfig config,
      Clock clock) {
    this.policies = policies;
    this.store = store;
    this.catalogue = catalogue;
    this.rewrites = rewrites;
    this.segments = segments;
    this.config = config;
    this.clock = clock;
  }

  /** Hides expired segments, then deletes files that no question can still be reading. */
  @Scheduled(
      every = "{tocsin.retention.remove-every}",
      delayed = "5s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void remove() throws SQLException, IOException {
    remove(clock.instant());
  }

  /** As if it were {@code now}. */
  public void remove(Instant now) throws SQLException, IOException {
    var rules = rules(now);
    expire(rules);
    shrink(rules.policies());
    store.forgetCounts(rules);
    for (CareStore.Removed removed : catalogue.removed(now.minus(config.removeAfter()))) {
      segments.delete(removed.file());
      catalogue.forget(removed.id());
    }
    catalogue.forgetRanges(now.minus(KEEP_RANGES));
  }

  /** The rules as of a point in time. */
  private RetentionRules rules(Instant now) throws SQLException {
    var all = policies.all();
    var bySize = new HashMap<Long, Long>();
    for (RetentionPolicy policy : all) {
      Long most = policy.maxBytes();
      Long cutoff = most == null || policy.whole() ? null : store.cutoffBySize(policy, most);
      if (cutoff != null) {
        bySize.put(policy.id(), cutoff);
      }
    }
    return new RetentionRules(all, config.maxAge(), Map.copyOf(bySize), now);
  }

  private void expire(RetentionRules rules) throws SQLException {
    var whole = new ArrayList<UUID>();
    var partly = new ArrayList<Partly>();
    store.overdue(
        rules.latestCutoffNs(),
        segment -> {
          switch (rules.decide(segment)) {
            case Decision.Keep keep -> {}
            case Decision.Hide hide -> whole.add(segment.id());
            case Decision.Rewrite rewrite -> {
              if (partly.size() < MOST_REWRITES) {
                partly.add(new Partly(segment.id(), segment.project(), rewrite.policies()));
              }
            }
          }
        });
    int hidden = whole.isEmpty() ? 0 : store.hide(whole);
    if (hidden > 0) {
      LOG.infof("%d segments are past retention", hidden);
    }
    for (Partly one : partly) {
      rewrite(rules, one);
    }
  }

  /** One broken file does not stop the others from being cared for. */
  private void rewrite(RetentionRules rules, Partly partly) throws SQLException {
    var drop = expired(rules, partly);
    try {
      var result =
          rewrites.expire(
              partly.segment(),
              partly.policies(),
              target -> segments.rewrite(target.project(), target.file(), target.columns(), drop));
      if (result != null && result.removedRows() > 0) {
        LOG.infof("%d rows of %s are past retention", result.removedRows(), partly.segment());
      }
    } catch (UncheckedIOException e) {
      LOG.warnf(e, "segment %s could not be written again", partly.segment());
    }
  }

  private static RowCondition expired(RetentionRules rules, Partly partly) {
    var deciding = PolicyCase.ofRows(rules, partly.project());
    String ids = partly.policies().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return new RowCondition(deciding.sql() + " IN (" + ids + ")", deciding.values());
  }

  /** Sizes of whole projects, and of everything: the oldest segments go first. */
  private void shrink(List<RetentionPolicy> all) throws SQLException {
    for (RetentionPolicy policy : all) {
      Long most = policy.maxBytes();
      if (most != null && policy.whole()) {
        var beyond = store.beyond(policy.project(), most);
        if (!beyond.isEmpty() && store.hide(beyond) > 0) {
          LOG.infof("%d segments are beyond %d bytes", beyond.size(), most);
          store.forgetCountsBeforeOldest(policy.project());
        }
      }
    }
  }
}
