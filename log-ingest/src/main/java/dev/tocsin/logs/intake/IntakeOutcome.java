package dev.tocsin.logs.intake;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * What became of one request's records.
 *
 * @param accepted durable in Kafka
 * @param rejections reason to number of refused records
 */
public record IntakeOutcome(int accepted, Map<Rejection, Integer> rejections) {

  /** All refused records. */
  public int rejected() {
    return rejections.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** For people: how many records were refused why; empty when none was. */
  public String explanation() {
    return rejections.entrySet().stream()
        .map(entry -> entry.getValue() + " × a record " + entry.getKey().text())
        .collect(Collectors.joining("; "));
  }
}
