package dev.tocsin.prober.work;

import dev.tocsin.outbox.OutboxMessage;
import dev.tocsin.outbox.OutboxStore;
import dev.tocsin.prober.check.ProbeVerdict;
import dev.tocsin.prober.monitor.Monitor;
import dev.tocsin.prober.monitor.MonitorStore;
import dev.tocsin.prober.result.ProbeRecord;
import dev.tocsin.prober.result.ResultPublisher;
import dev.tocsin.prober.result.ResultStore;
import dev.tocsin.prober.verdict.MonitorState;
import dev.tocsin.prober.verdict.RegionResult;
import dev.tocsin.prober.verdict.VerdictEvent.Observed;
import dev.tocsin.prober.verdict.VerdictStore;
import dev.tocsin.prober.watch.Confirmation;
import dev.tocsin.prober.watch.VerdictPublisher;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Takes a batch in, all in one transaction: results are stored first, only new ones are published
 * and counted, then the verdicts of their monitors are decided. A redelivered batch therefore
 * changes nothing.
 */
@ApplicationScoped
public class ReportStore {
  private final AgroalDataSource dataSource;
  private final MonitorStore monitors;
  private final ResultStore results;
  private final ResultPublisher resultPublisher;
  private final VerdictStore verdicts;
  private final VerdictPublisher verdictPublisher;
  private final MeterRegistry meters;

  ReportStore(
      AgroalDataSource dataSource,
      MonitorStore monitors,
      ResultStore results,
      ResultPublisher resultPublisher,
      VerdictStore verdicts,
      VerdictPublisher verdictPublisher,
      MeterRegistry meters) {
    this.dataSource = dataSource;
    this.monitors = monitors;
    this.results = results;
    this.resultPublisher = resultPublisher;
    this.verdicts = verdicts;
    this.verdictPublisher = verdictPublisher;
    this.meters = meters;
  }

  /**
   * The receipt for the agent, and whom to ask for a probe at once now that the transaction is
   * over.
   */
  record Taken(Report.Receipt receipt, List<Confirmation> confirmations) {}

  @Transactional
  Taken take(String region, String agent, Report report, Instant now) throws SQLException {
    Map<String, Integer> reasons = new TreeMap<>();
    Map<UUID, ProbeRecord> records = new TreeMap<>();
    Map<UUID, Integer> revisions = new TreeMap<>();
    int duplicates = 0;
    for (Report.Result result :
        Objects.requireNonNullElse(report.results(), List.<Report.Result>of())) {
      ReportCheck check = ReportCheck.of(result, region, agent, now);
      ProbeRecord accepted = check.accepted();
      if (accepted == null || result == null) {
        reasons.merge(check.rejection(), 1, Integer::sum);
      } else if (records.putIfAbsent(accepted.eventId(), accepted) != null) {
        duplicates++;
      } else {
        revisions.put(accepted.eventId(), result.revision());
      }
    }
    Set<String> ids =
        records.values().stream().map(ProbeRecord::monitorId).collect(Collectors.toSet());
    Map<String, Monitor> known = ids.isEmpty() ? Map.of() : monitors.byIds(ids);
    records
        .values()
        .removeIf(
            record -> {
              boolean unknown = !known.containsKey(record.monitorId());
              if (unknown) {
                reasons.merge("unknown monitor", 1, Integer::sum);
              }
              return unknown;
            });
    Stored stored = store(known, List.copyOf(records.values()), revisions, now);
    duplicates += records.size() - stored.inserted();
    int rejected = reasons.values().stream().mapToInt(Integer::intValue).sum();
    count(region, stored.inserted(), duplicates, reasons);
    return new Taken(
        new Report.Receipt(stored.inserted(), duplicates, rejected, reasons),
        stored.confirmations());
  }

  private record Stored(int inserted, List<Confirmation> confirmations) {}

  private Stored store(
      Map<String, Monitor> known,
      List<ProbeRecord> records,
      Map<UUID, Integer> revisions,
      Instant now)
      throws SQLException {
    if (records.isEmpty()) {
      return new Stored(0, List.of());
    }
    try (Connection connection = dataSource.getConnection()) {
      Set<UUID> inserted = results.insert(connection, records);
      List<ProbeRecord> fresh =
          records.stream()
              .filter(record -> inserted.contains(record.eventId()))
              .sorted(Comparator.comparing(ProbeRecord::start))
              .toList();
      List<OutboxMessage> messages = new ArrayList<>();
      Set<String> touched = new HashSet<>();
      for (ProbeRecord record : fresh) {
        Monitor monitor = Objects.requireNonNull(known.get(record.monitorId()));
        messages.add(resultPublisher.message(monitor, record));
        if (Objects.equals(revisions.get(record.eventId()), monitor.revision())) {
          touched.add(monitor.id());
        }
      }
      OutboxStore.append(connection, messages);
      List<Confirmation> confirmations = new ArrayList<>();
      if (!touched.isEmpty()) {
        for (Map.Entry<String, MonitorState> locked :
            verdicts.lock(connection, touched).entrySet()) {
          Monitor monitor = Objects.requireNonNull(known.get(locked.getKey()));
          List<Observed> events =
              fresh.stream()
                  .filter(record -> record.monitorId().equals(monitor.id()))
                  .filter(r -> Objects.equals(revisions.get(r.eventId()), monitor.revision()))
                  .map(record -> observed(record, now))
                  .toList();
          confirmations.addAll(
              verdictPublisher.apply(connection, monitor, locked.getValue(), events, now));
        }
      }
      return new Stored(inserted.size(), confirmations);
    }
  }

  private static Observed observed(ProbeRecord record, Instant now) {
    return new Observed(
        record.region(),
        new RegionResult(
            record.eventId().toString(),
            record.start(),
            now,
            record.controlOk() ? record.result().verdict() : ProbeVerdict.UNKNOWN,
            record.result().errorClass(),
            record.result().httpStatus(),
            record.result().phases().total(),
            record.result().detail()));
  }

  private void count(String region, int stored, int duplicates, Map<String, Integer> reasons) {
    outcome(region, "stored", stored);
    outcome(region, "duplicate", duplicates);
    reasons.forEach((reason, number) -> outcome(region, reason, number));
  }

  private void outcome(String region, String outcome, int number) {
    meters
        .counter("tocsin_prober_results_received", "region", region, "outcome", outcome)
        .increment(number);
  }
}
