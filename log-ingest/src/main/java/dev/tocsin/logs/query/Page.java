package dev.tocsin.logs.query;

import dev.tocsin.logs.record.LogEntry;
import dev.tocsin.logs.record.RecordId;
import dev.tocsin.logs.segment.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows found so far, in order, never more than the limit and one. */
final class Page {

  private static final Comparator<LogEntry> OLDEST_FIRST =
      Comparator.comparingLong(LogEntry::timeNs).thenComparing(LogEntry::position);

  private final boolean descending;
  private final int limit;
  private List<LogEntry> rows = new ArrayList<>();

  Page(boolean descending, int limit) {
    this.descending = descending;
    this.limit = limit;
  }

  /** Adds what another step found. */
  void merge(List<LogEntry> found) {
    var all = new ArrayList<LogEntry>(rows.size() + found.size());
    all.addAll(rows);
    all.addAll(found);
    all.sort(descending ? OLDEST_FIRST.reversed() : OLDEST_FIRST);
    rows = all.size() > limit + 1 ? new ArrayList<>(all.subList(0, limit + 1)) : all;
  }

  /** Whether rows no further than {@code horizonNs} away can no longer change this page. */
  boolean settled(long horizonNs) {
    if (rows.size() <= limit) {
      return false;
    }
    long last = rows.getLast().timeNs();
    return descending ? last > horizonNs : last < horizonNs;
  }

  /** The time of the last row when the page is full: rows beyond it cannot belong to it. */
  @Nullable Long worstNs() {
    return rows.size() <= limit ? null : (Long) rows.getLast().timeNs();
  }

  /** The rows to show. */
  List<LogEntry> shown() {
    return rows.subList(0, Math.min(limit, rows.size()));
  }

  /** Where the next page begins; null when everything was shown. */
  @Nullable Place next() {
    if (rows.size() <= limit) {
      return null;
    }
    LogEntry last = rows.get(limit - 1);
    return new Place(last.timeNs(), last.position());
  }

  /**
   * The search stopped early and rows up to {@code horizonNs} away were not looked at: keeps only
   * the rows that are certain, and returns where to go on.
   */
  Place stopAt(long horizonNs) {
    rows.removeIf(row -> descending ? row.timeNs() <= horizonNs : row.timeNs() >= horizonNs);
    Place next = next();
    if (next != null) {
      return next;
    }
    return descending
        ? new Place(horizonNs, new RecordId(Integer.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE))
        : new Place(horizonNs, new RecordId(-1, -1, -1));
  }
}
