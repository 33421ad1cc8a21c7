package dev.tocsin.events;

import java.util.List;

/** Names and shapes of every Kafka topic that Tocsin uses. */
public final class Topics {

  /** Log batches: OTLP {@code ExportLogsServiceRequest} protobuf, keyed by project and service. */
  public static final String LOGS = "tocsin.logs.v1";

  /** One scrubbed exception event, {@link ExceptionRecord} as JSON, keyed by project and hint. */
  public static final String EXCEPTIONS = "tocsin.exceptions.v1";

  /** One {@link ProbeResult} as JSON, keyed by monitor id. */
  public static final String PROBE_RESULTS = "tocsin.probe-results.v1";

  /** Good and valid counts per ten seconds, {@link SliBuckets} as JSON, keyed by SLI. */
  public static final String SLI_BUCKETS = "tocsin.sli-buckets.v1";

  /** Copies of alerts for readers, {@link Alert} as JSON, keyed by dedup key. */
  public static final String ALERTS = "tocsin.alerts.v1";

  /** What happened to an incident, {@link IncidentEvent} as JSON, keyed by incident id. */
  public static final String INCIDENTS = "tocsin.incidents.v1";

  /** Deploys, flags and configuration changes, keyed by service and environment. */
  public static final String CHANGES = "tocsin.changes.v1";

  /** Keys and projects, {@link AccessChange} as JSON; compacted, keyed by the change's own key. */
  public static final String ACCESS = "tocsin.access.v1";

  private static final int PARTITIONS = 4;

  /** Every topic that must exist before the services start, dead-letter topics included. */
  public static final List<Topic> ALL =
      List.of(
          new Topic(LOGS, PARTITIONS, false),
          new Topic(dlq(LOGS), 1, false),
          new Topic(EXCEPTIONS, PARTITIONS, false),
          new Topic(dlq(EXCEPTIONS), 1, false),
          new Topic(PROBE_RESULTS, PARTITIONS, false),
          new Topic(dlq(PROBE_RESULTS), 1, false),
          new Topic(SLI_BUCKETS, PARTITIONS, false),
          new Topic(dlq(SLI_BUCKETS), 1, false),
          new Topic(ALERTS, PARTITIONS, false),
          new Topic(INCIDENTS, PARTITIONS, false),
          new Topic(CHANGES, 1, false),
          new Topic(ACCESS, 1, true));

  private Topics() {}

  /** The dead-letter topic for records of {@code topic} that no consumer could handle. */
  public static String dlq(String topic) {
    return topic + ".dlq";
  }

  /**
   * A topic to create.
   *
   * @param name full name
   * @param partitions number of partitions, at least one
   * @param compacted true where only the newest record per key matters
   */
  public record Topic(String name, int partitions, boolean compacted) {}
}
