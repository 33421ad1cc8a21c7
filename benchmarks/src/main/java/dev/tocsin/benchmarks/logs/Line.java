package dev.tocsin.benchmarks.logs;

import org.jspecify.annotations.Nullable;

/**
 * One log line of the made-up shop.
 *
 * @param timeNs event time, nanoseconds since the epoch
 * @param level OpenTelemetry severity number
 * @param pod the pod that wrote it
 * @param traceId 32 hex digits, null for about one line in ten
 * @param spanId 16 hex digits, null together with the trace id
 * @param route normalised path
 * @param path the path as asked
 * @param method HTTP method
 * @param status HTTP status
 * @param durationMs time taken
 * @param user user's number
 * @param thread thread's name
 * @param message the text
 * @param stackTrace stack trace of the few lines that carry an exception
 */
record Line(
    long timeNs,
    int level,
    Pod pod,
    @Nullable String traceId,
    @Nullable String spanId,
    String route,
    String path,
    String method,
    int status,
    double durationMs,
    int user,
    String thread,
    String message,
    @Nullable String stackTrace) {

  /**
   * Where a line comes from.
   *
   * @param service its service
   * @param name its name
   * @param node the machine it runs on
   * @param version the release it runs
   */
  record Pod(String service, String name, String node, String version) {

    /** The region the node stands in. */
    String region() {
      return node.hashCode() % 2 == 0 ? "eu-west-1" : "us-east-1";
    }
  }

  /** The level's word. */
  String word() {
    return switch ((level + 3) / 4) {
      case 2 -> "debug";
      case 3 -> "info";
      case 4 -> "warn";
      case 5 -> "error";
      default -> "fatal";
    };
  }
}
