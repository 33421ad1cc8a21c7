package dev.tocsin.logs.segment.rows;

import dev.tocsin.logs.segment.FilterWriter;
import dev.tocsin.logs.segment.SegmentFormat;
import dev.tocsin.logs.segment.arrow.Column;
import dev.tocsin.logs.segment.arrow.NamedColumn;
import dev.tocsin.logs.segment.arrow.NumberColumn;
import dev.tocsin.logs.segment.arrow.NumberColumn.Kind;
import dev.tocsin.logs.segment.arrow.TextColumn;
import java.util.ArrayList;
import java.util.List;

/** The columns of table {@code rows}, filled block by block. */
final class BlockColumns {

  private static final int CAPACITY = SegmentFormat.BLOCK_ROWS;

  private final RowBuffer rows;
  private final NumberColumn project = new NumberColumn("project", Kind.LONG, CAPACITY);
  private final NumberColumn time = new NumberColumn("time_ns", Kind.LONG, CAPACITY);
  private final NumberColumn observed = new NumberColumn("observed_ns", Kind.LONG, CAPACITY);
  private final NumberColumn severity = new NumberColumn("severity", Kind.SHORT, CAPACITY);
  private final NamedColumn word = new NamedColumn("severity_text", CAPACITY);
  private final NamedColumn service = new NamedColumn("service", CAPACITY);
  private final TextColumn body = new TextColumn("body", CAPACITY);
  private final TextColumn trace = new TextColumn("trace_id", CAPACITY);
  private final TextColumn span = new TextColumn("span_id", CAPACITY);
  private final NamedColumn scope = new NamedColumn("scope", CAPACITY);
  private final NamedColumn resource = new NamedColumn("resource", CAPACITY);
  private final TextColumn attributes = new TextColumn("attributes", CAPACITY);
  private final NumberColumn partition = new NumberColumn("k_partition", Kind.INT, CAPACITY);
  private final NumberColumn offset = new NumberColumn("k_offset", Kind.LONG, CAPACITY);
  private final NumberColumn index = new NumberColumn("k_index", Kind.INT, CAPACITY);
  private final NumberColumn block = new NumberColumn(SegmentFormat.BLOCK, Kind.INT, CAPACITY);
  private final RowTokens tokens;
  private final JsonText rest = new JsonText();
  private final PromotedColumns promoted = new PromotedColumns(CAPACITY);

  private long projectNow;
  private int blockNow;

  BlockColumns(RowBuffer rows) {
    this.rows = rows;
    this.tokens = new RowTokens(rows);
  }

  /** The rows of a flush follow, with these promoted columns. */
  void begin(Promotion promotion) {
    promoted.begin(promotion);
    dictionary(word, rows.words);
    dictionary(service, rows.sections.services);
    dictionary(scope, rows.sections.scopes);
    dictionary(resource, rows.sections.resources);
    tokens.begin();
  }

  List<Column> columns() {
    var all =
        new ArrayList<Column>(
            List.of(
                project,
                time,
                observed,
                severity,
                word,
                service,
                body,
                trace,
                span,
                scope,
                resource,
                attributes,
                partition,
                offset,
                index,
                block));
    all.addAll(promoted.columns());
    return all;
  }

  List<String> promoted() {
    return promoted.columns().stream().map(Column::name).toList();
  }

  /** The rows of a project follow. */
  void project(long id) {
    projectNow = id;
    promoted.forgetUse();
  }

  /** Promoted columns that the project has used. */
  List<String> used() {
    return promoted.used();
  }

  /** The rows of a block follow. */
  void block(int number) {
    blockNow = number;
    tokens.block();
  }

  /** Puts a row of the buffer into the next place. */
  void row(int at, int row, FilterWriter filter) {
    project.set(at, projectNow);
    block.set(at, blockNow);
    time.set(at, rows.time[row]);
    observed.set(at, rows.observed[row]);
    severity.set(at, rows.severity[row]);
    word.set(at, rows.word[row]);
    int section = rows.section[row];
    service.set(at, rows.sections.service[section]);
    resource.set(at, rows.sections.resource[section]);
    scope.set(at, rows.sections.scope[section]);
    tokens.resource(rows.sections.resource[section], filter);
    int batch = rows.batch[row];
    partition.set(at, rows.partition[batch]);
    offset.set(at, rows.offset[batch]);
    index.set(at, row - rows.firstRow[batch]);
    body.set(at, rows.data, rows.body[row], rows.bodyLength[row]);
    tokens.text(rows.body[row], rows.bodyLength[row], filter);
    long high = rows.traceHigh[row];
    long low = rows.traceLow[row];
    if ((high | low) != 0) {
      trace.setHex(at, true, high, low);
      tokens.trace(high, low, filter);
    }
    if (rows.span[row] != 0) {
      span.setHex(at, false, 0, rows.span[row]);
    }
    attributes(at, row, filter);
  }

  private void attributes(int at, int row, FilterWriter filter) {
    var all = rows.attributes;
    rest.size = 0;
    for (int place = rows.firstAttribute[row]; place < rows.firstAttribute[row + 1]; place++) {
      int key = all.key(place);
      byte type = all.type(place);
      long value = all.value(place);
      tokens.value(type, value, filter);
      if (!promoted.set(at, key, type, value, rows.data)) {
        rest.raw(rest.size == 0 ? '{' : ',');
        rest.text(all.keys.bytes(), all.keys.from(key), all.keys.to(key) - all.keys.from(key));
        rest.raw(':');
        rest.value(type, value, rows.data);
      }
    }
    if (rest.size > 0) {
      rest.raw('}');
      attributes.set(at, rest.bytes, 0, rest.size);
    }
  }

  private static void dictionary(NamedColumn column, ByteDictionary texts) {
    column.dictionary(texts.bytes(), texts.starts(), texts.size());
  }
}
