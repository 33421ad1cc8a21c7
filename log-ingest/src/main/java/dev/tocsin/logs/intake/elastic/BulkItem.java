package dev.tocsin.logs.intake.elastic;

import org.jspecify.annotations.Nullable;

/**
 * What became of one action of a bulk request.
 *
 * @param action create, index, update or delete, as the client wrote it
 * @param index where the client wanted it
 * @param id the client's id, or one of ours
 * @param status HTTP status of this item
 * @param error type of the error; null when there is none
 * @param reason what is wrong, for people; empty when nothing is
 */
record BulkItem(
    String action, String index, String id, int status, @Nullable String error, String reason) {

  static BulkItem created(String action, String index, String id) {
    return new BulkItem(action, index, id, 201, null, "");
  }

  /** The same document as before: it is there, once. */
  static BulkItem unchanged(String action, String index, String id) {
    return new BulkItem(action, index, id, 200, null, "");
  }

  static BulkItem conflict(String action, String index, String id) {
    return new BulkItem(
        action,
        index,
        id,
        409,
        "version_conflict_engine_exception",
        "a document with this id was taken in before");
  }

  static BulkItem refused(String action, String index, String id, String error, String reason) {
    return new BulkItem(action, index, id, 400, error, reason);
  }
}
