package dev.tocsin.logs.runtime;

import dev.tocsin.logs.query.Completer;
import dev.tocsin.logs.query.FieldSample;
import dev.tocsin.logs.query.SearchStore;
import dev.tocsin.logs.query.engine.EngineConfig;
import dev.tocsin.logs.query.engine.LogStore;
import dev.tocsin.logs.query.engine.QueryPool;
import dev.tocsin.logs.segment.SegmentConfig;
import dev.tocsin.logs.segment.files.SegmentFiles;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.sql.SQLException;

/** Makes the parts that answer questions, and ends their threads with the service. */
@Singleton
class Questions {

  @Produces
  @Singleton
  QueryPool pool(SegmentConfig segments, EngineConfig engine, SegmentFiles files)
      throws SQLException {
    return new QueryPool(segments, engine, files);
  }

  void end(@Disposes QueryPool pool) {
    pool.close();
  }

  @Produces
  @Singleton
  FieldSample fields(LogStore logs, SearchStore store) {
    return new FieldSample(logs, store);
  }

  @Produces
  @Singleton
  Completer completer(SearchStore store, FieldSample sample) {
    return new Completer(store, sample);
  }
}
