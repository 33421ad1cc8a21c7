package dev.tocsin.logs.accounting;

import dev.tocsin.logs.catalogue.CommitStep;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Changes of the account that belong to one transaction. Collect them, apply them once; what they
 * describe and their sums become durable together.
 */
public final class Ledger implements CommitStep {

  private static final String ACCOUNT =
      """
      INSERT INTO account (project, day, received, stored, rejected, dropped)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (project, day) DO UPDATE
        SET received = account.received + EXCLUDED.received,
            stored = account.stored + EXCLUDED.stored,
            rejected = account.rejected + EXCLUDED.rejected,
            dropped = account.dropped + EXCLUDED.dropped
      """;
  private static final String REASON =
      """
      INSERT INTO account_reason (project, day, kind, reason, n) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (project, day, kind, reason) DO UPDATE SET n = account_reason.n + EXCLUDED.n
      """;

  private record Page(long project, LocalDate day) implements Comparable<Page> {

    @Override
    public int compareTo(Page other) {
      int byProject = Long.compare(project, other.project);
      return byProject != 0 ? byProject : day.compareTo(other.day);
    }
  }

  private record Cause(Page page, String kind, String reason) {}

  private static final class Sums {
    long received;
    long stored;
    long rejected;
    long dropped;
  }

  /** In one order for all, so that two transactions never wait for each other in a circle. */
  private final Map<Page, Sums> pages = new TreeMap<>();

  private final Map<Cause, Long> reasons =
      new TreeMap<>(
          Comparator.comparing(Cause::page)
              .thenComparing(Cause::kind)
              .thenComparing(Cause::reason));

  /** The UTC day of a time in nanoseconds since the epoch. */
  public static LocalDate day(long receivedNs) {
    return LocalDate.ofEpochDay(Math.floorDiv(receivedNs, 86_400_000_000_000L));
  }

  /** The UTC day of a time. */
  public static LocalDate day(Instant received) {
    return received.atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** Records of a project were read from the stream; {@code stored} of them become rows. */
  public void batch(long project, LocalDate day, long received, long stored) {
    Sums sums = page(project, day);
    sums.received += received;
    sums.stored += stored;
  }

  /** Records of a project came in; negative when they will come in again. */
  public void received(long project, LocalDate day, long records) {
    page(project, day).received += records;
  }

  /** Records were refused; negative when they no longer count as such. */
  public void rejected(long project, LocalDate day, String reason, long records) {
    page(project, day).rejected += records;
    reasons.merge(new Cause(new Page(project, day), "rejected", reason), records, Long::sum);
  }

  /** Records were given up. */
  public void dropped(long project, LocalDate day, String reason, long records) {
    page(project, day).dropped += records;
    reasons.merge(new Cause(new Page(project, day), "dropped", reason), records, Long::sum);
  }

  private Sums page(long project, LocalDate day) {
    return pages.computeIfAbsent(new Page(project, day), p -> new Sums());
  }

  /** Forgets everything collected. */
  public void clear() {
    pages.clear();
    reasons.clear();
  }

  @Override
  public void apply(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(ACCOUNT)) {
      for (var entry : pages.entrySet()) {
        Sums sums = entry.getValue();
        statement.setLong(1, entry.getKey().project());
        statement.setObject(2, entry.getKey().day());
        statement.setLong(3, sums.received);
        statement.setLong(4, sums.stored);
        statement.setLong(5, sums.rejected);
        statement.setLong(6, sums.dropped);
        statement.executeUpdate();
      }
    }
    try (var statement = connection.prepareStatement(REASON)) {
      for (var entry : reasons.entrySet()) {
        statement.setLong(1, entry.getKey().page().project());
        statement.setObject(2, entry.getKey().page().day());
        statement.setString(3, entry.getKey().kind());
        statement.setString(4, entry.getKey().reason());
        statement.setLong(5, entry.getValue());
        statement.executeUpdate();
      }
    }
  }
}
