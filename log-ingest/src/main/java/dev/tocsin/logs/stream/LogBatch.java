package dev.tocsin.logs.stream;

import org.jspecify.annotations.Nullable;

/**
 * One Kafka record: log records of one project and one service.
 *
 * @param project owner
 * @param service the service all records belong to
 * @param records how many there are
 * @param receivedNs when they were taken in, nanoseconds since the epoch
 * @param value an OTLP {@code ExportLogsServiceRequest}
 * @param idempotency what a repeated sending of the same batch has too; null without a client's key
 */
public record LogBatch(
    long project,
    String service,
    int records,
    long receivedNs,
    byte[] value,
    @Nullable String idempotency) {

  /**
   * Header that two sendings of the same batch have in common; only when the client named a key.
   */
  public static final String IDEMPOTENCY = "tocsin-idempotency";

  /** Header with the project's number, as decimal text. */
  public static final String PROJECT = "tocsin-project";

  /** Header with the time of arrival, nanoseconds since the epoch as decimal text. */
  public static final String RECEIVED = "tocsin-received";

  /** Header with the number of log records, as decimal text. */
  public static final String RECORDS = "tocsin-records";

  /** The Kafka key: a service's records stay in one partition, in order. */
  public String key() {
    return project + "/" + service;
  }
}
