package dev.tocsin.logs.intake.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.logs.intake.IntakeRequest;
import dev.tocsin.logs.intake.Origin;
import dev.tocsin.logs.intake.ProtoBytes;
import dev.tocsin.logs.intake.Rejection;
import dev.tocsin.logs.intake.otlp.OtlpTexts.Message;
import dev.tocsin.logs.record.Services;
import dev.tocsin.logs.redaction.ByteRedaction;
import java.util.Arrays;

/** Walks over an {@code ExportLogsServiceRequest} and takes its records in as they lie there. */
final class OtlpWalk {

  private static final int LIST = 0x0A;
  private static final int INNER = 0x12;

  private final IntakeRequest request;
  private final byte[] bytes;
  private final OtlpTexts texts;
  private final ProtoBytes rewritten = new ProtoBytes(1024);

  OtlpWalk(IntakeRequest request, ByteRedaction redaction, byte[] bytes) {
    this.request = request;
    this.bytes = bytes;
    this.texts = new OtlpTexts(bytes, redaction);
  }

  /**
   * Takes in the whole request.
   *
   * @throws Wire.Malformed when the bytes are no such request; then nothing of it may be published
   */
  void read(int size) {
    var wire = new Wire(bytes).over(0, size);
    while (wire.next()) {
      if (wire.tag == LIST) {
        resourceLogs(wire.from, wire.to);
      }
    }
  }

  private void resourceLogs(int from, int to) {
    byte[] resource = cleaned(Message.RESOURCE, from, to);
    String service = service(resource);
    var wire = new Wire(bytes).over(from, to);
    while (wire.next()) {
      if (wire.tag == INNER) {
        byte[] scope = cleaned(Message.SCOPE, wire.from, wire.to);
        request.use(new Origin(service, resource, scope));
        records(wire.from, wire.to);
      }
    }
  }

  private void records(int from, int to) {
    var wire = new Wire(bytes).over(from, to);
    while (wire.next()) {
      if (wire.tag == INNER) {
        record(wire.from, wire.to);
      }
    }
  }

  private void record(int from, int to) {
    try {
      boolean clean = texts.clean(Message.RECORD, from, to);
      if (clean) {
        var unused = request.add(bytes, from, to, texts.time());
        return;
      }
      rewritten.reset();
      texts.rewrite(Message.RECORD, from, to, rewritten);
      var unused = request.add(rewritten.bytes, 0, rewritten.size, texts.time());
    } catch (OtlpTexts.TooDeep e) {
      request.reject(Rejection.TOO_DEEP, bytes, from, to);
    }
  }

  /** The resource or scope of a list of records: its first field, without secrets. */
  private byte[] cleaned(Message message, int from, int to) {
    var wire = new Wire(bytes).over(from, to);
    int start = 0;
    int end = 0;
    while (wire.next()) {
      if (wire.tag == LIST) {
        start = wire.from;
        end = wire.to;
      }
    }
    try {
      if (texts.clean(message, start, end)) {
        return Arrays.copyOfRange(bytes, start, end);
      }
      rewritten.reset();
      texts.rewrite(message, start, end, rewritten);
      return rewritten.toByteArray();
    } catch (OtlpTexts.TooDeep e) {
      throw Wire.MALFORMED;
    }
  }

  /** The first {@code service.name} among the attributes. */
  private static String service(byte[] resource) {
    var wire = new Wire(resource).over(0, resource.length);
    var inner = new Wire(resource);
    while (wire.next()) {
      if (wire.tag != LIST) {
        continue;
      }
      boolean named = false;
      int from = 0;
      int to = 0;
      inner.over(wire.from, wire.to);
      while (inner.next()) {
        if (inner.tag == LIST) {
          named = "service.name".equals(text(resource, inner.from, inner.to));
        } else if (inner.tag == INNER) {
          from = inner.from;
          to = inner.to;
        }
      }
      if (named) {
        inner.over(from, to);
        boolean value = inner.next() && inner.tag == LIST;
        return Services.bounded(value ? text(resource, inner.from, inner.to) : "");
      }
    }
    return Services.UNKNOWN;
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, UTF_8);
  }
}
