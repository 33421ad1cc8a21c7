package dev.tocsin.logs.query.engine;

import dev.tocsin.logs.query.compile.Tombstone;
import dev.tocsin.logs.query.compile.Tombstones;
import dev.tocsin.logs.query.engine.Plan.Chosen;
import dev.tocsin.logs.query.engine.Plan.Cut;
import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.segment.QueryHandle;
import dev.tocsin.logs.segment.QueryStopped;
import dev.tocsin.logs.segment.SegmentFilters;
import dev.tocsin.logs.segment.files.SegmentFiles;
import dev.tocsin.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jboss.logging.Logger;

/** Stored logs: plans what to read for a condition, and reads it. */
@Singleton
public class LogStore {

  private static final Logger LOG = Logger.getLogger(LogStore.class);

  /** An answer made from what a plan chose. */
  public interface Reading<T> {
    /** Runs on a thread of the store. */
    T read(Reader reader) throws SQLException;
  }

  private final SegmentListStore catalogue;
  private final Tombstones tombstones;
  private final SegmentFiles files;
  private final QueryPool pool;
  private final SegmentFilters filters = new SegmentFilters();

  /** Works on the service's catalogue and segment files. */
  @Inject
  public LogStore(
      SegmentListStore catalogue, Tombstones tombstones, SegmentFiles files, QueryPool pool) {
    this.catalogue = catalogue;
    this.tombstones = tombstones;
    this.files = files;
    this.pool = pool;
  }

  /**
   * Chooses what to read.
   *
   * @throws ProblemException 503 when the catalogue does not answer
   */
  public Plan plan(Scope scope, Expr expr) {
    try {
      var left = new ArrayList<Chosen>();
      var deleted = tombstones.applicable(scope.project(), scope.fromNs(), scope.toNs());
      for (Segment segment : catalogue.live(scope)) {
        left.add(new Chosen(segment, Tombstone.visible(expr, deleted, segment.id()), null));
      }
      var steps = new ArrayList<Cut>();
      steps.add(Cut.of("time and project", left));
      left.removeIf(
          one -> !new Bounds(one.segment().services(), one.segment().severities()).may(one.expr()));
      steps.add(Cut.of("service and level", left));
      if (Needs.any(expr)) {
        left = byFilters(left, expr);
        steps.add(Cut.of("words and trace ids", left));
      }
      return new Plan(scope, expr, List.copyOf(left), steps);
    } catch (SQLException e) {
      LOG.error("catalogue does not answer", e);
      throw ProblemException.unavailable("The log store does not answer.", Duration.ofSeconds(5));
    }
  }

  private ArrayList<Chosen> byFilters(List<Chosen> segments, Expr expr) {
    List<String> filtered =
        segments.stream()
            .map(Chosen::segment)
            .filter(segment -> segment.blocks() > 0)
            .map(Segment::file)
            .toList();
    var left = new ArrayList<Chosen>();
    try (var lease = files.openFilters(filtered)) {
      for (Chosen one : segments) {
        Segment segment = one.segment();
        var path = lease.path(SegmentFiles.filterOf(segment.file()));
        if (segment.blocks() == 0 || path == null) {
          left.add(one);
          continue;
        }
        BitSet blocks =
            Needs.blocks(
                expr, (tokens, trace) -> filters.blocks(path, segment.blocks(), tokens, trace));
        if (blocks == null || blocks.cardinality() == segment.blocks()) {
          left.add(one);
        } else if (!blocks.isEmpty()) {
          left.add(new Chosen(segment, one.expr(), blocks));
        }
      }
    }
    return left;
  }

  /**
   * Reads what a plan chose; waits for a free thread.
   *
   * @throws ProblemException 503 when too many questions wait, time is over or something is away
   */
  public <T> T read(QueryHandle handle, Plan plan, Reading<T> reading) {
    try {
      return pool.run(
          handle, connection -> reading.read(new Reader(plan.scope(), files, connection, handle)));
    } catch (QueryPool.Busy e) {
      throw ProblemException.unavailable(
          "Too many questions are being answered; ask again.", Duration.ofSeconds(2));
    } catch (QueryStopped e) {
      throw ProblemException.unavailable(
          "The question took too long; narrow the time range.", Duration.ofSeconds(5));
    } catch (SQLException e) {
      LOG.error("question failed", e);
      throw ProblemException.unavailable("The log store does not answer.", Duration.ofSeconds(5));
    }
  }
}
