package dev.tocsin.logs.writer;

import dev.tocsin.logs.segment.SegmentBuffer;
import dev.tocsin.logs.writer.FlushWitness.Effect;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Asks all witnesses; none of them can keep rows from being stored. */
final class Witnesses {

  private static final Logger LOG = Logger.getLogger(Witnesses.class);

  private final List<FlushWitness> all;
  private final MeterRegistry metrics;

  Witnesses(List<FlushWitness> all, MeterRegistry metrics) {
    this.all = all;
    this.metrics = metrics;
  }

  /** The effects of those that did not fail. */
  List<Effect> look(SegmentBuffer buffer, FlushInfo info) {
    var effects = new ArrayList<Effect>(all.size());
    for (FlushWitness witness : all) {
      try {
        effects.add(witness.look(buffer.connection(), buffer.table(), info));
      } catch (SQLException | RuntimeException e) {
        failed(witness.name(), e);
      }
    }
    return effects;
  }

  /** Tells them that their effects are there to stay. */
  void committed(List<Effect> effects) {
    for (Effect effect : effects) {
      try {
        effect.committed();
      } catch (RuntimeException e) {
        failed("committed", e);
      }
    }
  }

  private void failed(String name, Exception error) {
    metrics.counter("tocsin.logs.witness.failures", "witness", name).increment();
    LOG.errorf(error, "%s failed at a flush; the rows are stored all the same", name);
  }
}
