package dev.tocsin.logs.loki.read;

import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.query.language.Field;
import dev.tocsin.logs.segment.QueryHandle;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stored lines as LogQL asks for them. */
interface LineStore {

  /**
   * Where to look.
   *
   * @param project only this one; null for all
   * @param fromNs inclusive
   * @param toNs exclusive
   * @param where condition on lines
   */
  record Slice(@Nullable Long project, long fromNs, long toNs, Expr where) {}

  /** Takes one line after the other. */
  interface Taker {
    /** False when no more are wanted. */
    boolean take(StoredLine row);
  }

  /** What lines are grouped by. */
  sealed interface Key {
    /** The service. */
    record Service() implements Key {}

    /** 0 unknown, 1 trace … 6 fatal. */
    record Level() implements Key {}

    /** The resource's JSON. */
    record Resource() implements Key {}

    /** The first of the fields that a line has. */
    record OneOf(List<Field> fields) implements Key {}
  }

  /**
   * Lines that are alike.
   *
   * @param bucket number of the stretch of time, from 0
   * @param keys one text per key, null where a line has none
   * @param count number of lines
   * @param bytes bytes of their bodies; 0 when not asked for
   */
  record Group(long bucket, List<@Nullable String> keys, long count, long bytes) {}

  /** How much a question would have to read. */
  record Size(long segments, long services, long rows, long bytes) {}

  /** Lines in order of time; false when time ran out before the end. */
  boolean ordered(QueryHandle handle, Slice slice, boolean newestFirst, int page, Taker taker);

  /**
   * Lines in any order; false when time ran out before the end.
   *
   * @param labels metadata that is needed; all other attributes are left out
   */
  boolean scan(QueryHandle handle, Slice slice, Set<String> labels, Taker taker);

  /** Counts lines in stretches of {@code bucketNs} from the slice's start on. */
  List<Group> groups(QueryHandle handle, Slice slice, long bucketNs, List<Key> keys, boolean bytes);

  /** Counts by service and level, without reading lines; times must be multiples of ten seconds. */
  List<Group> counts(@Nullable Long project, long fromNs, long toNs, long bucketNs);

  /** What a question would read at most. */
  Size size(Slice slice);

  /** Keys of attributes that occur, as far as known. */
  Set<String> keys(QueryHandle handle, @Nullable Long project, long fromNs, long toNs);
}
