package dev.tocsin.prober.agent;

import dev.tocsin.prober.check.ProbeVerdict;
import java.util.EnumMap;
import java.util.Map;

/**
 * What an agent counts. probes made = results sent + refused + dropped + waiting. Changed by the
 * event loop only.
 */
final class AgentCounters {
  private final Map<ProbeVerdict, Long> probes = new EnumMap<>(ProbeVerdict.class);
  private long sent;
  private long refused;
  private long reconnects;
  private long skipped;
  private double worstLagSeconds;

  void probed(ProbeVerdict verdict, long lagNs) {
    probes.merge(verdict, 1L, Long::sum);
    worstLagSeconds = Math.max(worstLagSeconds, lagNs / 1e9);
  }

  void sent(int number) {
    sent += number;
  }

  void refused(int number) {
    refused += number;
  }

  void reconnected() {
    reconnects++;
  }

  void skipped() {
    skipped++;
  }

  /** Prometheus text format. */
  String text(int monitors, int waiting, long dropped, boolean connected) {
    StringBuilder text = new StringBuilder();
    for (ProbeVerdict verdict : ProbeVerdict.values()) {
      line(
          text,
          "probes_total{verdict=\"" + verdict.wire() + "\"}",
          probes.getOrDefault(verdict, 0L));
    }
    line(text, "results_sent_total", sent);
    line(text, "results_refused_total", refused);
    line(text, "results_dropped_total", dropped);
    line(text, "results_waiting", waiting);
    line(text, "probes_skipped_work_expired_total", skipped);
    line(text, "stream_connects_total", reconnects);
    line(text, "stream_connected", connected ? 1 : 0);
    line(text, "monitors", monitors);
    line(text, "worst_lag_seconds", worstLagSeconds);
    return text.toString();
  }

  private static void line(StringBuilder text, String name, Number value) {
    text.append("tocsin_agent_").append(name).append(' ').append(value).append('\n');
  }
}
