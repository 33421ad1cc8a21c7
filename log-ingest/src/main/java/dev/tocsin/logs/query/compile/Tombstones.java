package dev.tocsin.logs.query.compile;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where questions learn what has been deleted. They must ask before they read the list of segments:
 * a segment that was rewritten in between is then either hidden by its tombstone or gone.
 */
public interface Tombstones {

  /**
   * Tombstones that concern a project (all projects when null) and a time range; mostly none. While
   * one of them is {@link Tombstone#pending}, counts beside the segments are too high.
   */
  List<Tombstone> applicable(@Nullable Long project, long fromNs, long toNs) throws SQLException;
}
