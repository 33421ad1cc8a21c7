package dev.tocsin.incident.impact;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one sibling said about an incident's extent, or that it said nothing. Silence is not zero.
 *
 * @param source the sibling
 * @param query the address that was asked; anybody can ask it again
 * @param from start of the time asked about
 * @param to end of it
 * @param askedAt when
 * @param occasion opened, resolved or draft
 * @param available false when there was no answer
 * @param reason why there was none
 * @param sha256 of the answer's bytes
 * @param figures the numbers; empty when there is none
 */
public record ImpactAnswer(
    String source,
    String query,
    Instant from,
    Instant to,
    Instant askedAt,
    String occasion,
    boolean available,
    @Nullable String reason,
    @Nullable String sha256,
    List<Figure> figures) {

  /**
   * One number.
   *
   * @param id stable within its source
   * @param label what it counts
   * @param value the number
   * @param unit its unit
   * @param detail how it came about
   * @param link where to look
   */
  public record Figure(
      @Nullable String id,
      @Nullable String label,
      @Nullable Double value,
      @Nullable String unit,
      @Nullable String detail,
      @Nullable String link) {}
}
