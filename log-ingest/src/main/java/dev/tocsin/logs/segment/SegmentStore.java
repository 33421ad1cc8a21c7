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
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.duckdb.DuckDBConnection;
import org.jboss.logging.Logger;

/**
 * Segment files in the data folder. Native code runs only on threads that belong to this class or
 * to a writer; a question waits in a bounded queue for one of them.
 */
@Singleton
public class SegmentStore {

  private static final Logger LOG = Logger.getLogger(SegmentStore.class);

  /** A question over segments; runs on a thread of the store. */
  public interface Question<T> {
    /** Reads what it needs and returns the answer. */
    T ask(SegmentReader reader) throws SQLException;
  }

  /** Too many questions wait already. */
  public static final class Busy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Busy(RejectedExecutionException cause) {
      super("too many questions wait", cause);
    }
  }

  private final SegmentFiles folder;
  private final String memoryLimit;
  private final DuckDb database;
  private final ThreadPoolExecutor questions;
  private final AtomicInteger buffers = new AtomicInteger();
  private final ThreadLocal<DuckDBConnection> connections = new ThreadLocal<>();

  /** Opens the data folder and the one DuckDB instance of this process. */
  @Inject
  public SegmentStore(SegmentConfig config, SegmentFiles files, Clock clock)
      throws SQLException, IOException {
    this.folder = files;
    this.memoryLimit = config.memoryLimit();
    DuckDb.sweepLibraries(clock.instant(), Duration.ofHours(1));
    this.database = new DuckDb(folder.scratch(), config.memoryLimit(), config.threads());
    var names = new AtomicInteger();
    this.questions =
        new ThreadPoolExecutor(
            config.queryThreads(),
            config.queryThreads(),
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(config.queryQueue()),
            task ->
                Thread.ofPlatform()
                    .daemon()
                    .name("duckdb-" + names.incrementAndGet())
                    .unstarted(task));
  }

  /** A new buffer for one writer thread. */
  public SegmentBuffer newBuffer() throws SQLException {
    return new SegmentBuffer(folder, database.connect(), "buffer_" + buffers.incrementAndGet());
  }

  /**
   * Asks and waits.
   *
   * @throws Busy when the queue is full
   * @throws QueryStopped when the question was cancelled or its time was over
   */
  public <T> T ask(QueryHandle handle, Question<T> question) throws SQLException {
    try {
      var answer =
          questions.submit(
              () -> {
                try (var reader = new SegmentReader(folder, connection(), handle)) {
                  return question.ask(reader);
                }
              });
      return answer.get();
    } catch (RejectedExecutionException full) {
      throw new Busy(full);
    } catch (InterruptedException e) {
      handle.cancel();
      Thread.currentThread().interrupt();
      throw new QueryStopped();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException sql) {
        throw sql;
      }
      throw new IllegalStateException("question failed", e.getCause());
    }
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

  private DuckDBConnection connection() throws SQLException {
    var connection = connections.get();
    if (connection == null) {
      connection = database.connect();
      connections.set(connection);
    }
    return connection;
  }

  @PreDestroy
  void close() {
    questions.shutdownNow();
    try {
      database.close();
    } catch (SQLException e) {
      LOG.warn("DuckDB did not close", e);
    }
  }
}
