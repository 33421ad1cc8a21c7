package dev.tocsin.prober.work;

import dev.tocsin.prober.check.CheckResult;
import dev.tocsin.prober.check.Phases;
import dev.tocsin.prober.check.ProbeVerdict;
import dev.tocsin.prober.result.ProbeRecord;
import dev.tocsin.prober.result.ResultDays;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads one reported result: either a record to store, or the reason why not. */
record ReportCheck(@Nullable ProbeRecord accepted, String rejection) {
  private static final int MAX_TEXT = 300;

  static ReportCheck of(Report.@Nullable Result result, String region, String agent, Instant now) {
    if (result == null || result.intended() == null || result.start() == null) {
      return rejected("malformed");
    }
    if (!ResultDays.accepts(result.intended(), now)) {
      return rejected(result.intended().isAfter(now) ? "in the future" : "too old");
    }
    try {
      Report.PhasesNs p =
          Objects.requireNonNullElse(result.phasesNs(), new Report.PhasesNs(0, 0, 0, 0, 0, 0));
      ProbeVerdict verdict = ProbeVerdict.of(Objects.requireNonNullElse(result.verdict(), ""));
      Phases phases = new Phases(p.dns(), p.connect(), p.tls(), p.send(), p.await(), p.transfer());
      return new ReportCheck(
          new ProbeRecord(
              UUID.fromString(Objects.requireNonNullElse(result.eventId(), "")),
              Objects.requireNonNullElse(result.monitorId(), ""),
              region,
              agent,
              result.intended(),
              result.start(),
              now,
              new CheckResult(
                  verdict,
                  bounded(result.errorClass()),
                  result.httpStatus(),
                  phases,
                  bounded(result.detail()),
                  null),
              result.lagNs(),
              false,
              result.controlOk()),
          "");
    } catch (IllegalArgumentException malformed) {
      return rejected("malformed");
    }
  }

  private static ReportCheck rejected(String reason) {
    return new ReportCheck(null, reason);
  }

  /** Bounded, and without the one character that PostgreSQL cannot store. */
  private static @Nullable String bounded(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String clean = text.replace('\0', '?');
    return clean.length() <= MAX_TEXT ? clean : clean.substring(0, MAX_TEXT);
  }
}
