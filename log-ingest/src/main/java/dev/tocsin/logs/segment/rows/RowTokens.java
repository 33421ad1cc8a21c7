package dev.tocsin.logs.segment.rows;

import dev.tocsin.logs.segment.FilterWriter;
import dev.tocsin.logs.segment.JsonTokens;
import dev.tocsin.logs.segment.Tokens;
import java.util.Arrays;

/** What goes into a block's filters: tokens of bodies, attributes and resources, and trace ids. */
final class RowTokens {

  /** Values of attributes repeat; those that came lately in this block are passed over. */
  private static final int RECENT = 1 << 12;

  private final RowBuffer rows;
  private final NumberTokens numbers = new NumberTokens();
  private final long[] recent = new long[RECENT];
  private int[] blockOfResource = new int[16];
  private int block;

  RowTokens(RowBuffer rows) {
    this.rows = rows;
  }

  void begin() {
    int resources = rows.sections.resources.size();
    if (blockOfResource.length < resources) {
      blockOfResource = new int[resources * 2];
    }
    Arrays.fill(blockOfResource, 0);
    block = 0;
  }

  /** A new block begins. */
  void block() {
    block++;
    Arrays.fill(recent, 0);
    numbers.clear();
  }

  /** A resource's values, once per block. */
  void resource(int resource, FilterWriter filter) {
    if (blockOfResource[resource] != block) {
      blockOfResource[resource] = block;
      byte[] values = rows.sections.values(resource);
      Tokens.each(values, 0, values.length, filter);
    }
  }

  void text(int from, int length, FilterWriter filter) {
    Tokens.each(rows.data, from, from + length, filter);
  }

  void trace(long high, long low, FilterWriter filter) {
    filter.trace(Tokens.trace(high, low));
  }

  private boolean fresh(long hash) {
    int at = (int) (hash >>> 52);
    boolean known = recent[at] == hash;
    recent[at] = hash;
    return !known;
  }

  /** An attribute's value. */
  void value(byte type, long value, FilterWriter filter) {
    switch (type) {
      case Attributes.TEXT -> {
        int from = Attributes.from(value);
        int to = from + Attributes.length(value);
        if (fresh(Tokens.exactHash(rows.data, from, to))) {
          Tokens.each(rows.data, from, to, filter);
        }
      }
      case Attributes.INTEGER -> numbers.whole(value, filter);
      case Attributes.DECIMAL -> numbers.decimal(value, filter);
      case Attributes.JSON -> {
        int from = Attributes.from(value);
        JsonTokens.each(rows.data, from, from + Attributes.length(value), filter);
      }
      default -> {}
    }
  }
}
