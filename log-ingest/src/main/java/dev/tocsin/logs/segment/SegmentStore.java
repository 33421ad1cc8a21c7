package dev.tocsin.logs.segment;

import dev.tocsin.logs.segment.files.Lease;
import dev.tocsin.logs.segment.files.SegmentFiles;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Segment files as the writers and the background care know them. Native code runs on their
 * threads; questions have an instance of DuckDB of their own.
 */
@Singleton
public class SegmentStore {

  private static final Logger LOG = Logger.getLogger(SegmentStore.class);

  private final SegmentFiles folder;
  private final String memoryLimit;
  private final DuckDb database;
  private final AtomicInteger buffers = new AtomicInteger();

  /** Opens the data folder and the one DuckDB instance of this process. */
  @Inject
  public SegmentStore(SegmentConfig config, SegmentFiles files, Clock clock)
      throws SQLException, IOException {
    this.folder = files;
    this.memoryLimit = config.memoryLimit();
    DuckDb.sweepLibraries(clock.instant(), Duration.ofHours(1));
    this.database = new DuckDb(folder.scratch(), config.memoryLimit(), config.threads());
  }

  /** A new buffer for one writer thread. */
  public SegmentBuffer newBuffer() throws SQLException {
    return new SegmentBuffer(folder, database.connect(), "buffer_" + buffers.incrementAndGet());
  }

  /** Writes the rows of several segments of one project into a new one, sorted again. */
  public SegmentFile merge(
      long project, Collection<MergeSource> sources, SegmentFile.Summary summary)
      throws SQLException, IOException {
    return new SegmentMerge(folder, memoryLimit).merge(project, sources, summary);
  }

  /**
   * Writes a segment again without the rows that fit a condition.
   *
   * @param columns its promoted columns
   */
  public Rewritten rewrite(long project, String file, List<String> columns, RowCondition drop)
      throws SQLException, IOException {
    try (var lease = folder.open(List.of(file));
        var connection = database.connect()) {
      return new SegmentRewrite(folder, connection)
          .without(project, path(lease, file), columns, drop);
    }
  }

  /** Number of rows of a segment that fit a condition. */
  public long count(String file, RowCondition condition) throws SQLException, IOException {
    try (var lease = folder.open(List.of(file));
        var connection = database.connect()) {
      return new SegmentRewrite(folder, connection).count(path(lease, file), condition);
    }
  }

  private static Path path(Lease lease, String file) throws IOException {
    Path path = lease.path(file);
    if (path == null) {
      throw new IOException("cannot be read at present: " + lease.missing());
    }
    return path;
  }

  /** Removes a file; one that is gone already is fine. */
  public void delete(String file) throws IOException {
    folder.delete(file);
  }

  /** Files and drafts that were last written before {@code before}. */
  public List<String> writtenBefore(Instant before) throws IOException {
    return folder.writtenBefore(before);
  }

  @PreDestroy
  void close() {
    try {
      database.close();
    } catch (SQLException e) {
      LOG.warn("DuckDB did not close", e);
    }
  }
}
