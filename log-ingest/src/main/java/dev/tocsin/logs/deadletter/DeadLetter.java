package dev.tocsin.logs.deadletter;

/**
 * A piece of input that could not be stored.
 *
 * @param project whose it is
 * @param protocol the door it came through
 * @param reason why it was refused
 * @param position where it stood in its request, for people
 * @param receivedNs when it came, nanoseconds since the epoch
 * @param records how many log records it stands for
 * @param raw what came, cleaned of secrets; empty when only its number is kept
 */
public record DeadLetter(
    long project,
    String protocol,
    String reason,
    String position,
    long receivedNs,
    long records,
    byte[] raw) {

  /** Of one letter at most this much is kept. */
  public static final int MAX_RAW = 64 << 10;

  /** Kafka header with the project's number. */
  public static final String PROJECT = "tocsin-project";

  /** Kafka header with the door's name. */
  public static final String PROTOCOL = "tocsin-protocol";

  /** Kafka header with the reason. */
  public static final String REASON = "tocsin-reason";

  /** Kafka header with the place in the request. */
  public static final String POSITION = "tocsin-position";

  /** Kafka header with the time of arrival, nanoseconds since the epoch. */
  public static final String RECEIVED = "tocsin-received";

  /** Kafka header with the number of log records. */
  public static final String RECORDS = "tocsin-records";

  /** Kafka header of a batch that was in the log stream: topic-partition@offset. */
  public static final String ORIGIN = "tocsin-origin";
}
