package dev.tocsin.logs.deletion;

import dev.tocsin.logs.catalogue.RewriteStore;
import dev.tocsin.logs.catalogue.RewriteStore.Target;
import dev.tocsin.logs.deletion.DeletionStore.Pending;
import dev.tocsin.logs.query.compile.Columns;
import dev.tocsin.logs.query.compile.Predicate;
import dev.tocsin.logs.query.compile.SqlCompiler;
import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.segment.Rewritten;
import dev.tocsin.logs.segment.RowCondition;
import dev.tocsin.logs.segment.SegmentStore;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Takes deleted rows out of their files, segment by segment. */
@Singleton
public class DeletionJob {

  private static final Logger LOG = Logger.getLogger(DeletionJob.class);
  private static final int AT_ONCE = 100;

  private final DeletionStore store;
  private final RewriteStore rewrites;
  private final SegmentStore segments;

  /** A job over the service's catalogue and segment files. */
  @Inject
  public DeletionJob(DeletionStore store, RewriteStore rewrites, SegmentStore segments) {
    this.store = store;
    this.rewrites = rewrites;
    this.segments = segments;
  }

  /** Rewrites what is due. */
  @Scheduled(
      every = "{tocsin.deletion.rewrite-every}",
      delayed = "10s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  public void rewrite() throws SQLException {
    for (UUID segment : store.segmentsToDo(AT_ONCE)) {
      try {
        rewrite(segment);
      } catch (SQLException | UncheckedIOException e) {
        LOG.warnf(e, "deleted rows could not be taken out of segment %s", segment);
        store.failed(segment);
      }
    }
    store.finish();
  }

  /** Everything that was deleted from a segment goes at once, so that it is rewritten once. */
  private void rewrite(UUID segment) throws SQLException {
    var removed = new LinkedHashMap<UUID, Long>();
    Rewritten result =
        rewrites.delete(
            segment,
            target -> without(target, store.pending(segment), removed),
            (connection, rewritten) -> {
              var file = rewritten.file();
              for (Map.Entry<UUID, Long> one : removed.entrySet()) {
                DeletionStore.done(
                    connection,
                    one.getKey(),
                    segment,
                    one.getValue(),
                    file == null ? null : file.id());
              }
            });
    if (result != null && result.removedRows() > 0) {
      LOG.infof("%d deleted rows were taken out of segment %s", result.removedRows(), segment);
    }
  }

  private Rewritten without(Target target, List<Pending> pending, Map<UUID, Long> removed)
      throws SQLException, IOException {
    Columns columns = Columns.of(target.columns());
    for (Pending one : pending) {
      removed.put(one.deletion(), segments.count(target.file(), condition(one.deleted(), columns)));
    }
    if (removed.values().stream().allMatch(rows -> rows == 0)) {
      return new Rewritten(List.of(), null);
    }
    Expr any = Expr.or(pending.stream().map(Pending::deleted).toList());
    return segments.rewrite(
        target.project(), target.file(), target.columns(), condition(any, columns));
  }

  private static RowCondition condition(Expr expr, Columns columns) {
    Predicate predicate = SqlCompiler.compile(expr, columns);
    return new RowCondition(predicate.sql(), predicate.values());
  }
}
