package dev.tocsin.logs.intake;

import dev.tocsin.logs.record.Services;
import dev.tocsin.logs.redaction.OtlpRedaction;
import dev.tocsin.logs.stream.LogBatch;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the records of one request into Kafka batches: one per service, cut before it grows too
 * large. Every record is checked and cleaned on its own; a bad one never costs a good one.
 */
public final class BatchBuilder {

  /** A batch is closed before it exceeds this size; well below what a broker takes. */
  private static final int BATCH_BYTES = 512 << 10;

  private final long project;
  private final long receivedNs;
  private final RecordLimits limits;
  private final OtlpRedaction redaction;
  private final Map<String, Open> open = new LinkedHashMap<>();
  private final List<LogBatch> closed = new ArrayList<>();
  private final Map<Rejection, Integer> rejections = new EnumMap<>(Rejection.class);

  /** An empty collection for one request of one project. */
  public BatchBuilder(long project, long receivedNs, RecordLimits limits, OtlpRedaction redaction) {
    this.project = project;
    this.receivedNs = receivedNs;
    this.limits = limits;
    this.redaction = redaction;
  }

  /** When the request came in, nanoseconds since the epoch. */
  public long receivedNs() {
    return receivedNs;
  }

  /** Records with this origin go where the returned stream puts them. */
  public Stream stream(Resource resource, InstrumentationScope scope) {
    var attributes = redaction.clean(resource.getAttributesList());
    var clean =
        attributes == resource.getAttributesList()
            ? resource
            : resource.toBuilder().clearAttributes().addAllAttributes(attributes).build();
    return new Stream(Services.nameOf(attributes), clean, scope);
  }

  /** Counts a record that was refused before it became one. */
  public void reject(Rejection reason) {
    rejections.merge(reason, 1, Integer::sum);
  }

  /** Why records were refused, with counts. */
  public Map<Rejection, Integer> rejections() {
    return rejections;
  }

  /** Closes all batches and returns them. */
  public List<LogBatch> batches() {
    open.forEach(this::close);
    open.clear();
    return List.copyOf(closed);
  }

  private void close(String service, Open batch) {
    closed.add(
        new LogBatch(project, service, batch.records, receivedNs, batch.finish().toByteArray()));
  }

  /** Records of one resource and scope. */
  public final class Stream {

    private final String service;
    private final Resource resource;
    private final InstrumentationScope scope;
    private final int overhead;

    private Stream(String service, Resource resource, InstrumentationScope scope) {
      this.service = service;
      this.resource = resource;
      this.scope = scope;
      this.overhead = resource.getSerializedSize() + scope.getSerializedSize() + 32;
    }

    /** Adds a record; the answer says why it was refused, null when it was taken. */
    public @Nullable Rejection add(LogRecord record) {
      Rejection refused = overhead > BATCH_BYTES / 2 ? Rejection.TOO_LARGE : limits.check(record);
      if (refused != null) {
        reject(refused);
        return refused;
      }
      LogRecord clean = redaction.clean(record);
      int size = clean.getSerializedSize() + 8;
      Open batch = open.computeIfAbsent(service, name -> new Open());
      if (batch.records > 0 && batch.bytes + size + overhead > BATCH_BYTES) {
        close(service, batch);
        batch = new Open();
        open.put(service, batch);
      }
      batch.add(this, clean, size);
      return null;
    }
  }

  private static final class Open {

    private final ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    private @Nullable Stream current;
    private ScopeLogs.Builder scope = ScopeLogs.newBuilder();
    private int records;
    private int bytes;

    void add(Stream stream, LogRecord record, int size) {
      if (current != stream) {
        flush();
        current = stream;
        scope = ScopeLogs.newBuilder().setScope(stream.scope);
        bytes += stream.overhead;
      }
      scope.addLogRecords(record);
      records++;
      bytes += size;
    }

    ExportLogsServiceRequest finish() {
      flush();
      return request.build();
    }

    private void flush() {
      var stream = current;
      if (stream != null) {
        request.addResourceLogs(
            ResourceLogs.newBuilder().setResource(stream.resource).addScopeLogs(scope));
        current = null;
      }
    }
  }
}
