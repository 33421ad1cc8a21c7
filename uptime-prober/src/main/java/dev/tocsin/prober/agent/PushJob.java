package dev.tocsin.prober.agent;

import dev.tocsin.prober.agent.ControlClient.RefusedException;
import dev.tocsin.prober.check.ProbeVerdict;
import dev.tocsin.prober.work.Report;
import io.vertx.core.Vertx;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Sends results as soon as they are there: one batch under way, what comes meanwhile forms the next
 * one. A failing result does not wait for the batch under way, it gets a second lane.
 */
final class PushJob {
  private static final Logger LOG = Logger.getLogger(PushJob.class);
  private static final int URGENT_LANES = 2;

  private final Vertx vertx;
  private final ControlClient control;
  private final ResultBuffer buffer;
  private final Uplink uplink;
  private final Backoff backoff;
  private final AgentCounters counters;
  private int underWay;
  private boolean waiting;
  private boolean complained;

  PushJob(
      Vertx vertx,
      ControlClient control,
      ResultBuffer buffer,
      Uplink uplink,
      Backoff backoff,
      AgentCounters counters) {
    this.vertx = vertx;
    this.control = control;
    this.buffer = buffer;
    this.uplink = uplink;
    this.backoff = backoff;
    this.counters = counters;
  }

  void add(Report.Result result) {
    buffer.add(result);
    boolean urgent = ProbeVerdict.BAD.wire().equals(result.verdict());
    flush(urgent ? URGENT_LANES : 1);
  }

  /** True when nothing is left to send. */
  boolean idle() {
    return underWay == 0 && buffer.size() == 0;
  }

  private void flush(int lanes) {
    if (waiting || underWay >= lanes || buffer.size() == 0) {
      return;
    }
    List<Report.Result> batch = buffer.take(Report.MAX_RESULTS);
    underWay++;
    control
        .post(batch, buffer.dropped())
        .onComplete(
            done -> {
              underWay--;
              if (done.succeeded()) {
                sent(batch.size());
              } else {
                notSent(batch, done.cause());
              }
            });
  }

  private void sent(int number) {
    counters.sent(number);
    uplink.answered();
    backoff.succeeded();
    complained = false;
    flush(1);
  }

  private void notSent(List<Report.Result> batch, Throwable thrown) {
    uplink.failed(WorkStreamClient.reached(thrown));
    if (thrown instanceof RefusedException refused && refused.forGood()) {
      counters.refused(batch.size());
      LOG.errorf("control refused %d results with status %d", batch.size(), refused.status());
      flush(1);
      return;
    }
    buffer.putBack(batch);
    if (!complained) {
      LOG.warnf("results cannot be sent (%s); keeping them", thrown.getMessage());
      complained = true;
    }
    if (!waiting) {
      waiting = true;
      vertx.setTimer(
          backoff.failed().toMillis(),
          _ -> {
            waiting = false;
            flush(1);
          });
    }
  }
}
