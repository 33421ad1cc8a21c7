package dev.tocsin.logs.query;

import dev.tocsin.logs.catalogue.CatalogueQueryStore;
import dev.tocsin.logs.catalogue.SegmentRef;
import dev.tocsin.logs.record.LogEntry;
import dev.tocsin.logs.record.LogFilter;
import dev.tocsin.logs.segment.Place;
import dev.tocsin.logs.segment.QueryHandle;
import dev.tocsin.logs.segment.QueryStopped;
import dev.tocsin.logs.segment.SegmentReader;
import dev.tocsin.logs.segment.SegmentStore;
import dev.tocsin.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Questions that combine the catalogue with the files it names. */
@Singleton
public class SearchStore {

  private static final Logger LOG = Logger.getLogger(SearchStore.class);

  /**
   * Rows found.
   *
   * @param rows in the asked order
   * @param next where the next page begins; null at the end
   * @param segments files read
   * @param scannedRows rows in them
   * @param partial true when time ran out before everything was looked at
   */
  record Found(
      List<LogEntry> rows, @Nullable Place next, int segments, long scannedRows, boolean partial) {}

  private final CatalogueQueryStore catalogue;
  private final SegmentStore segments;

  /** Works on the service's catalogue and data folder. */
  @Inject
  public SearchStore(CatalogueQueryStore catalogue, SegmentStore segments) {
    this.catalogue = catalogue;
    this.segments = segments;
  }

  /** One page of rows. */
  Found search(
      QueryHandle handle,
      @Nullable Long project,
      LogFilter filter,
      @Nullable Place after,
      boolean descending,
      int limit) {
    LogFilter rest = after == null ? filter : behind(filter, after, descending);
    return ask(
        handle,
        project,
        rest,
        descending,
        (reader, refs) -> page(reader, refs, rest, after, descending, limit));
  }

  /** Matching rows per step and level, read from the rows themselves. */
  List<SegmentReader.StepCount> counts(
      QueryHandle handle, @Nullable Long project, LogFilter filter, long stepNs) {
    return ask(
        handle,
        project,
        filter,
        true,
        (reader, refs) -> refs.isEmpty() ? List.of() : reader.counts(files(refs), filter, stepNs));
  }

  /** The most frequent messages. */
  List<SegmentReader.MessageCount> topMessages(
      QueryHandle handle, @Nullable Long project, LogFilter filter, int limit) {
    return ask(
        handle,
        project,
        filter,
        true,
        (reader, refs) ->
            refs.isEmpty() ? List.of() : reader.topMessages(files(refs), filter, limit));
  }

  private interface Reading<T> {
    T read(SegmentReader reader, List<SegmentRef> refs) throws SQLException;
  }

  private <T> T ask(
      QueryHandle handle,
      @Nullable Long project,
      LogFilter filter,
      boolean descending,
      Reading<T> reading) {
    try {
      List<SegmentRef> refs = catalogue.segments(project, filter, descending);
      return segments.ask(handle, reader -> reading.read(reader, refs));
    } catch (SegmentStore.Busy e) {
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

  private static Found page(
      SegmentReader reader,
      List<SegmentRef> refs,
      LogFilter filter,
      @Nullable Place after,
      boolean descending,
      int limit)
      throws SQLException {
    var page = new Page(descending, limit);
    int files = 0;
    long rows = 0;
    Long horizon = null;
    for (SearchPlan.Step step : SearchPlan.steps(refs, descending)) {
      try {
        page.merge(reader.page(step.files(), filter, after, descending, limit + 1));
      } catch (QueryStopped e) {
        if (horizon == null) {
          throw e;
        }
        Place next = page.stopAt(horizon);
        return new Found(page.shown(), next, files, rows, true);
      }
      files += step.files().size();
      rows += step.rows();
      horizon = step.horizonNs();
      if (step.last() || page.settled(horizon)) {
        break;
      }
    }
    return new Found(page.shown(), page.next(), files, rows, false);
  }

  /** Segments that lie wholly before the cursor need not be looked at. */
  private static LogFilter behind(LogFilter filter, Place after, boolean descending) {
    return descending
        ? filter.within(filter.fromNs(), Math.min(filter.toNs(), after.timeNs() + 1))
        : filter.within(Math.max(filter.fromNs(), after.timeNs()), filter.toNs());
  }

  private static List<String> files(List<SegmentRef> refs) {
    return refs.stream().map(SegmentRef::file).toList();
  }
}
