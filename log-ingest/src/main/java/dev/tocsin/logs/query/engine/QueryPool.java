package dev.tocsin.logs.query.engine;

import dev.tocsin.logs.segment.DuckDb;
import dev.tocsin.logs.segment.QueryHandle;
import dev.tocsin.logs.segment.QueryStopped;
import dev.tocsin.logs.segment.SegmentConfig;
import dev.tocsin.logs.segment.files.SegmentFiles;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * The threads and the DuckDB instance that answer questions, apart from the writers' one: a large
 * question can use up its own memory only.
 */
public final class QueryPool implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(QueryPool.class);

  /** Too many questions wait already. */
  public static final class Busy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Busy(RejectedExecutionException cause) {
      super("too many questions wait", cause);
    }
  }

  /** Runs on a thread of the pool. */
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  private final DuckDb database;
  private final ThreadPoolExecutor threads;
  private final ThreadLocal<Connection> connections = new ThreadLocal<>();

  /** Opens the instance. */
  public QueryPool(SegmentConfig config, EngineConfig engine, SegmentFiles files)
      throws SQLException {
    this.database = new DuckDb(files.scratch(), engine.memoryLimit(), config.threads());
    try (Connection connection = database.connect()) {
      // Footers of files that are asked again and again are read once.
      DuckDb.execute(connection, "SET GLOBAL parquet_metadata_cache = true");
    }
    var names = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            config.queryThreads(),
            config.queryThreads(),
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(config.queryQueue()),
            task ->
                Thread.ofPlatform()
                    .daemon()
                    .name("question-" + names.incrementAndGet())
                    .unstarted(task));
  }

  /**
   * Runs and waits.
   *
   * @throws Busy when the queue is full
   * @throws QueryStopped when the question was cancelled or its time was over
   */
  <T> T run(QueryHandle handle, Work<T> work) throws SQLException {
    try {
      var answer =
          threads.submit(
              () -> {
                if (handle.over()) {
                  throw new QueryStopped();
                }
                return work.run(connection());
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
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("question failed", e.getCause());
    }
  }

  private Connection connection() throws SQLException {
    var connection = connections.get();
    if (connection == null || connection.isClosed()) {
      connection = database.connect();
      connections.set(connection);
    }
    return connection;
  }

  /** Stops the questions that run, and closes the instance. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      database.close();
    } catch (SQLException e) {
      LOG.warn("DuckDB did not close", e);
    }
  }
}
