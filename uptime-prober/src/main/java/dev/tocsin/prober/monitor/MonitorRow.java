package dev.tocsin.prober.monitor;

import dev.tocsin.events.Severity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A row of table {@code monitor}. */
@Entity
@Table(name = "monitor")
class MonitorRow {
  @Id String id;

  @Column(nullable = false)
  String name;

  @Column(nullable = false)
  String service;

  @Column(nullable = false)
  String url;

  @Column(nullable = false)
  String method;

  @Column(name = "expected_status", nullable = false)
  @JdbcTypeCode(SqlTypes.ARRAY)
  Integer[] expectedStatus;

  @Column(name = "interval_seconds", nullable = false)
  int intervalSeconds;

  @Column(name = "timeout_ms", nullable = false)
  int timeoutMs;

  @Column(nullable = false)
  @JdbcTypeCode(SqlTypes.ARRAY)
  String[] regions;

  @Column(nullable = false)
  int quorum;

  @Column(nullable = false)
  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  Severity severity;

  @Column(nullable = false)
  boolean paused;

  @Column(nullable = false)
  int revision;

  @Column(name = "created_at", nullable = false)
  Instant createdAt;

  void take(MonitorSettings settings) {
    name = settings.name();
    service = settings.service();
    url = settings.url();
    method = settings.method();
    expectedStatus = settings.expectedStatus().toArray(Integer[]::new);
    intervalSeconds = settings.intervalSeconds();
    timeoutMs = settings.timeoutMs();
    regions = settings.regions().toArray(String[]::new);
    quorum = settings.quorum();
    severity = settings.severity();
  }

  Monitor toMonitor() {
    return new Monitor(
        id,
        new MonitorSettings(
            name,
            service,
            url,
            method,
            java.util.List.of(expectedStatus),
            intervalSeconds,
            timeoutMs,
            java.util.List.of(regions),
            quorum,
            severity),
        paused,
        revision,
        createdAt);
  }
}
