package dev.tocsin.logs.views;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question that somebody keeps.
 *
 * @param id of the view
 * @param version grows with every change
 * @param owner who made it
 * @param createdAt when
 * @param changedAt when it was last changed
 * @param content what it asks
 */
record SavedView(
    UUID id, long version, String owner, Instant createdAt, Instant changedAt, Content content) {

  /**
   * What a view asks.
   *
   * @param name unique among the owner's views
   * @param description what it is good for
   * @param shared whether everybody sees it
   * @param project only this project; null for all that the reader may see
   * @param query in the query language; empty for everything
   * @param columns fields to show, in order
   * @param last so much time until now; null when both ends are given
   * @param from fixed start; null with {@code last}
   * @param to fixed end; null with {@code last}
   */
  record Content(
      String name,
      String description,
      boolean shared,
      @Nullable Long project,
      String query,
      List<String> columns,
      @Nullable Duration last,
      @Nullable Instant from,
      @Nullable Instant to) {

    /** Keeps its own copy. */
    Content {
      columns = List.copyOf(columns);
    }
  }
}
