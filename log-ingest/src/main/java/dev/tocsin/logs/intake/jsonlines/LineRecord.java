package dev.tocsin.logs.intake.jsonlines;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.logs.intake.IntakeRequest;
import dev.tocsin.logs.intake.KeyTable;
import dev.tocsin.logs.intake.KeyTable.Key;
import dev.tocsin.logs.intake.Origin;
import dev.tocsin.logs.intake.RecordDraft;
import dev.tocsin.logs.intake.Rejection;
import dev.tocsin.logs.record.Severity;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a record of a line's fields: well-known ones find their place, all others become
 * attributes.
 */
final class LineRecord {

  /** Information: what Serilog's compact form means when it names no level. */
  private static final Severity SERILOG_DEFAULT = new Severity(9, "");

  private static final int MAX_WORD = 64;

  private record Level(int number, byte[] word) {}

  private final IntakeRequest request;
  private final LineFields fields;
  private final byte[] bytes;
  private final Origin unnamed;
  private final KeyTable services;
  private final KeyTable words;
  private byte[] scratch = new byte[512];

  LineRecord(IntakeRequest request, LineFields fields, byte[] bytes, String defaultService) {
    this.request = request;
    this.fields = fields;
    this.bytes = bytes;
    this.unnamed = request.originOfService(defaultService);
    this.services = request.newTable();
    this.words = request.newTable();
  }

  /** Adds the record of the line that lies there; the answer says why it was refused. */
  @Nullable Rejection add(int from, int to) {
    RecordDraft draft = request.draft();
    draft.timeNs(time());
    level(draft);
    request.use(origin());
    ids(draft);
    body(draft);
    int count = fields.count();
    for (int slot = 0; slot < count; slot++) {
      attribute(draft, slot);
    }
    return request.add(bytes, from, to);
  }

  private long time() {
    for (long bits = fields.present(FieldNames.TIME); bits != 0; bits &= bits - 1) {
      int slot = fields.candidate(FieldNames.TIME, bits);
      int from = fields.from(slot);
      int to = fields.to(slot);
      long nanos =
          switch (fields.kind(slot)) {
            case LineFields.ASCII -> LineTime.ofText(bytes, from, to);
            case LineFields.INTEGER -> LineTime.ofInteger(fields.number(slot));
            case LineFields.LONG_INTEGER, LineFields.DECIMAL -> LineTime.ofDecimal(bytes, from, to);
            default -> 0;
          };
      if (nanos > 0) {
        fields.take(slot);
        return nanos;
      }
    }
    return 0;
  }

  private void level(RecordDraft draft) {
    for (long bits = fields.present(FieldNames.LEVEL); bits != 0; bits &= bits - 1) {
      int slot = fields.candidate(FieldNames.LEVEL, bits);
      int length = fields.to(slot) - fields.from(slot);
      boolean word = fields.kind(slot) == LineFields.ASCII && length <= MAX_WORD;
      if (word || fields.kind(slot) == LineFields.INTEGER) {
        Key key = words.of(bytes, fields.from(slot), fields.to(slot));
        Level level = key.note() instanceof Level known ? known : level(key, slot, word);
        draft.severity(level.number, level.word);
        fields.take(slot);
        return;
      }
    }
    if ((fields.present(FieldNames.TIME) & FieldNames.SERILOG_TIME) != 0) {
      draft.severity(SERILOG_DEFAULT);
    }
  }

  private Level level(Key key, int slot, boolean word) {
    var text = new String(key.name(), US_ASCII);
    long number = fields.number(slot);
    int bounded = number < 0 || number > 1000 ? 1000 : (int) number;
    boolean otel = fields.key(slot).note() instanceof FieldNames.Role role && role.otel();
    Severity severity =
        word
            ? Severity.ofText(text)
            : otel ? new Severity(bounded, "") : Severity.ofDialectNumber(bounded);
    var level = new Level(severity.number(), severity.text().getBytes(US_ASCII));
    if (!otel) {
      key.note(level);
    }
    return level;
  }

  private Origin origin() {
    for (long bits = fields.present(FieldNames.SERVICE); bits != 0; bits &= bits - 1) {
      int slot = fields.candidate(FieldNames.SERVICE, bits);
      if (fields.isText(slot)) {
        return origin(slot);
      }
    }
    long hints = fields.present(FieldNames.HINT);
    if ((hints & FieldNames.NODE_LOGGER) == FieldNames.NODE_LOGGER) {
      int slot = fields.candidate(FieldNames.HINT, FieldNames.NODE_NAME);
      if (fields.isText(slot)) {
        return origin(slot);
      }
    }
    return unnamed;
  }

  private Origin origin(int slot) {
    int from = fields.from(slot);
    int to = fields.to(slot);
    byte[] source = bytes;
    if (fields.kind(slot) == LineFields.ESCAPED) {
      to = unescaped(from, to);
      from = 0;
      source = scratch;
    }
    fields.take(slot);
    services.trim();
    Key key = services.of(source, from, to);
    if (key.note() instanceof Origin known) {
      return known;
    }
    Origin origin = request.originOfService(new String(source, from, to - from, UTF_8));
    key.note(origin);
    return origin;
  }

  private void ids(RecordDraft draft) {
    for (long bits = fields.present(FieldNames.TRACE); bits != 0; bits &= bits - 1) {
      int slot = fields.candidate(FieldNames.TRACE, bits);
      if (fields.kind(slot) == LineFields.ASCII
          && draft.traceIdHex(bytes, fields.from(slot), fields.to(slot))) {
        fields.take(slot);
        break;
      }
    }
    for (long bits = fields.present(FieldNames.SPAN); bits != 0; bits &= bits - 1) {
      int slot = fields.candidate(FieldNames.SPAN, bits);
      if (fields.kind(slot) == LineFields.ASCII
          && draft.spanIdHex(bytes, fields.from(slot), fields.to(slot))) {
        fields.take(slot);
        break;
      }
    }
  }

  private void body(RecordDraft draft) {
    for (long bits = fields.present(FieldNames.MESSAGE); bits != 0; bits &= bits - 1) {
      int slot = fields.candidate(FieldNames.MESSAGE, bits);
      int from = fields.from(slot);
      int to = fields.to(slot);
      if (fields.kind(slot) == LineFields.ESCAPED) {
        draft.body(scratch(to - from), 0, unescaped(from, to));
      } else if (fields.isText(slot)) {
        draft.body(bytes, from, to, fields.kind(slot) == LineFields.ASCII);
      } else {
        continue;
      }
      fields.take(slot);
      return;
    }
    byte[] all = allFields();
    draft.body(all, 0, all.length);
  }

  /** A line without a message reads {@code key=value key=value}. */
  private byte[] allFields() {
    var text = new ByteArrayOutputStream(256);
    for (int slot = 0; slot < fields.count(); slot++) {
      if (fields.kind(slot) == LineFields.TAKEN) {
        continue;
      }
      if (text.size() > 0) {
        text.write(' ');
      }
      text.writeBytes(fields.key(slot).shown());
      text.write('=');
      if (fields.kind(slot) == LineFields.ESCAPED) {
        int end = unescaped(fields.from(slot), fields.to(slot));
        text.write(scratch, 0, end);
      } else {
        text.write(bytes, fields.from(slot), fields.to(slot) - fields.from(slot));
      }
    }
    return text.toByteArray();
  }

  private void attribute(RecordDraft draft, int slot) {
    Key key = fields.key(slot);
    int from = fields.from(slot);
    int to = fields.to(slot);
    switch (fields.kind(slot)) {
      case LineFields.ASCII -> draft.attribute(key, bytes, from, to, true);
      case LineFields.UTF8 -> draft.attribute(key, bytes, from, to);
      case LineFields.ESCAPED -> draft.attribute(key, scratch(to - from), 0, unescaped(from, to));
      case LineFields.INTEGER -> draft.attribute(key, fields.number(slot));
      case LineFields.DECIMAL -> draft.attribute(key, decimal(from, to));
      case LineFields.LONG_INTEGER -> longInteger(draft, key, from, to);
      case LineFields.TRUE -> draft.attribute(key, true);
      case LineFields.FALSE -> draft.attribute(key, false);
      case LineFields.NULL -> draft.attributeNull(key);
      case LineFields.JSON -> draft.attributeJson(key, bytes, from, to);
      default -> {
        // The field has found its place.
      }
    }
  }

  private double decimal(int from, int to) {
    return JsonNumber.decimal(bytes, from, to);
  }

  /** What does not fit into 64 bits stays exact as text. */
  private void longInteger(RecordDraft draft, Key key, int from, int to) {
    try {
      draft.attribute(key, Long.parseLong(new String(bytes, from, to - from, US_ASCII)));
    } catch (NumberFormatException e) {
      draft.attribute(key, bytes, from, to, true);
    }
  }

  private byte[] scratch(int length) {
    if (scratch.length < length) {
      scratch = new byte[length * 2];
    }
    return scratch;
  }

  private int unescaped(int from, int to) {
    return JsonText.unescape(bytes, from, to, scratch(to - from), 0);
  }
}
