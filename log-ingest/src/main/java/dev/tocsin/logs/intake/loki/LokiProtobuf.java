package dev.tocsin.logs.intake.loki;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Walks a push request's bytes; the lines are never copied here. */
final class LokiProtobuf {

  private static final int STREAMS = 1;
  private static final int LABELS = 1;
  private static final int ENTRIES = 2;
  private static final int TIMESTAMP = 1;
  private static final int LINE = 2;
  private static final int METADATA = 3;

  private final byte[] bytes;
  private final LokiSink sink;
  private final List<String> metadata = new ArrayList<>();

  private LokiProtobuf(byte[] bytes, LokiSink sink) {
    this.bytes = bytes;
    this.sink = sink;
  }

  /**
   * Reads a whole request.
   *
   * @throws IOException when the bytes are no such request
   */
  static void read(byte[] bytes, LokiSink sink) throws IOException {
    new LokiProtobuf(bytes, sink).request();
  }

  private void request() throws IOException {
    var in = CodedInputStream.newInstance(bytes);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (isMessage(tag, STREAMS)) {
        int size = in.readRawVarint32();
        int from = in.getTotalBytesRead();
        in.skipRawBytes(size);
        stream(from, size);
      } else {
        in.skipField(tag);
      }
    }
  }

  /** The labels may come after the entries, so the stream is walked twice. */
  private void stream(int from, int size) throws IOException {
    String labels = "{}";
    var in = CodedInputStream.newInstance(bytes, from, size);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (isMessage(tag, LABELS)) {
        labels = in.readString();
      } else {
        in.skipField(tag);
      }
    }
    var parsed = LokiLabels.parse(labels);
    if (parsed == null) {
      sink.unreadableStream(labels);
    } else {
      sink.stream(parsed);
    }
    in = CodedInputStream.newInstance(bytes, from, size);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (isMessage(tag, ENTRIES)) {
        int limit = in.pushLimit(in.readRawVarint32());
        entry(in, from);
        in.popLimit(limit);
      } else {
        in.skipField(tag);
      }
    }
  }

  private void entry(CodedInputStream in, int base) throws IOException {
    long time = 0;
    int from = 0;
    int to = 0;
    metadata.clear();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (isMessage(tag, TIMESTAMP)) {
        int limit = in.pushLimit(in.readRawVarint32());
        time = timestamp(in);
        in.popLimit(limit);
      } else if (isMessage(tag, LINE)) {
        int size = in.readRawVarint32();
        from = base + in.getTotalBytesRead();
        in.skipRawBytes(size);
        to = from + size;
      } else if (isMessage(tag, METADATA)) {
        int limit = in.pushLimit(in.readRawVarint32());
        pair(in);
        in.popLimit(limit);
      } else {
        in.skipField(tag);
      }
    }
    sink.entry(time, bytes, from, to, metadata);
  }

  private void pair(CodedInputStream in) throws IOException {
    String name = "";
    String value = "";
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (isMessage(tag, 1)) {
        name = in.readString();
      } else if (isMessage(tag, 2)) {
        value = in.readString();
      } else {
        in.skipField(tag);
      }
    }
    metadata.add(name);
    metadata.add(value);
  }

  private static long timestamp(CodedInputStream in) throws IOException {
    long seconds = 0;
    long nanos = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == (1 << 3 | WireFormat.WIRETYPE_VARINT)) {
        seconds = in.readInt64();
      } else if (tag == (2 << 3 | WireFormat.WIRETYPE_VARINT)) {
        nanos = in.readInt32();
      } else {
        in.skipField(tag);
      }
    }
    return LokiTime.nanos(seconds, nanos);
  }

  private static boolean isMessage(int tag, int field) {
    return tag == (field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED);
  }
}
