package dev.tocsin.logs.segment;

import dev.tocsin.logs.segment.SegmentFormat.Type;
import dev.tocsin.logs.segment.arrow.ArrowBatch;
import dev.tocsin.logs.segment.arrow.ArrowRelay;
import dev.tocsin.logs.segment.rows.NumberTokens;
import java.util.List;

/** Builds the filters of a merged segment from the batches that pass by. */
final class MergeTokens implements ArrowRelay.Tap {

  private static final int BODY = SegmentFormat.COLUMNS.indexOf("body");
  private static final int TRACE = SegmentFormat.COLUMNS.indexOf("trace_id");
  private static final int RESOURCE = SegmentFormat.COLUMNS.indexOf("resource");
  private static final int ATTRIBUTES = SegmentFormat.COLUMNS.indexOf("attributes");

  /** The block's number is given only behind this point, so promoted columns begin one earlier. */
  private static final int PROMOTED = SegmentFormat.COLUMNS.size() - 1;

  /** What a column's texts are. */
  private enum Form {
    PLAIN,
    JSON,
    TRACE
  }

  private final FilterWriter filter = new FilterWriter();
  private final NumberTokens numbers = new NumberTokens();
  private final LongSet seen = new LongSet();
  private final List<String> promoted;
  private byte[] texts = new byte[1 << 16];
  private int[] ends = new int[2048];
  private long[] values = new long[2048];
  private int inBlock;

  MergeTokens(List<String> promoted) {
    this.promoted = promoted;
  }

  @Override
  public void batch(ArrowBatch batch) {
    int rows = batch.rows();
    if (ends.length < rows) {
      ends = new int[rows];
      values = new long[rows];
    }
    for (int from = 0; from < rows; ) {
      int to = Math.min(rows, from + SegmentFormat.BLOCK_ROWS - inBlock);
      rows(batch, from, to);
      inBlock += to - from;
      if (inBlock == SegmentFormat.BLOCK_ROWS) {
        endBlock();
      }
      from = to;
    }
  }

  /** The filters of all blocks. */
  FilterWriter finish() {
    if (inBlock > 0) {
      endBlock();
    }
    return filter;
  }

  private void endBlock() {
    filter.endBlock();
    seen.clear();
    numbers.clear();
    inBlock = 0;
  }

  private void rows(ArrowBatch batch, int from, int to) {
    texts(batch, BODY, from, to, Form.PLAIN);
    texts(batch, TRACE, from, to, Form.TRACE);
    texts(batch, RESOURCE, from, to, Form.JSON);
    texts(batch, ATTRIBUTES, from, to, Form.JSON);
    for (int i = 0; i < promoted.size(); i++) {
      Type type = Type.of(promoted.get(i));
      switch (type) {
        case TEXT -> texts(batch, PROMOTED + i, from, to, Form.PLAIN);
        case INTEGER, DECIMAL -> {
          batch.longs(PROMOTED + i, values);
          for (int row = from; row < to; row++) {
            if (type == Type.INTEGER) {
              numbers.whole(values[row], filter);
            } else {
              numbers.decimal(values[row], filter);
            }
          }
        }
        case BOOLEAN -> {}
      }
    }
  }

  private void texts(ArrowBatch batch, int column, int from, int to, Form form) {
    texts = batch.text(column, ends, texts);
    for (int row = from; row < to; row++) {
      int start = row == 0 ? 0 : ends[row - 1];
      int end = ends[row];
      if (start < end) {
        text(start, end, form, column);
      }
    }
  }

  private void text(int start, int end, Form form, int column) {
    if (form == Form.TRACE) {
      filter.trace(Tokens.trace(hex(start, end - 16), hex(end - 16, end)));
      return;
    }
    if (column != BODY && !seen.addNew(Tokens.exactHash(texts, start, end) + column)) {
      return;
    }
    if (form == Form.JSON) {
      JsonTokens.each(texts, start, end, filter);
    } else {
      Tokens.each(texts, start, end, filter);
    }
  }

  private long hex(int from, int to) {
    long value = 0;
    for (int i = Math.max(0, from); i < to; i++) {
      value = value << 4 | Character.digit(texts[i], 16) & 15;
    }
    return value;
  }
}
