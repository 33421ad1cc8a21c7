package dev.tocsin.logs.deletion;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request to delete rows.
 *
 * @param id of the request
 * @param project whose rows
 * @param fromNs earliest event time, inclusive
 * @param toNs latest event time, exclusive
 * @param query which rows, as it was typed
 * @param reason why
 * @param requestedBy who
 * @param requestedAt when; rows are hidden since then
 * @param finishedAt when the last file was rewritten; null while that goes on
 * @param segments segments it concerns
 * @param segmentsDone segments that hold none of the rows any more
 * @param removedRows rows removed from them so far
 */
public record Deletion(
    UUID id,
    long project,
    long fromNs,
    long toNs,
    String query,
    String reason,
    String requestedBy,
    Instant requestedAt,
    @Nullable Instant finishedAt,
    int segments,
    int segmentsDone,
    long removedRows) {

  /**
   * What became of one segment.
   *
   * @param segment the segment as it was
   * @param doneAt when it was looked through; null while that is still to come
   * @param removedRows rows removed from it
   * @param replacedBy the segment with the other rows; null when it stayed or nothing was left
   */
  public record Part(
      UUID segment, @Nullable Instant doneAt, long removedRows, @Nullable UUID replacedBy) {}
}
