package dev.tocsin.logs.loki.read;

import dev.tocsin.logs.loki.logql.Query;
import dev.tocsin.logs.loki.pipeline.Line;
import dev.tocsin.logs.loki.pipeline.Pipeline;
import dev.tocsin.logs.record.LogEntry;
import dev.tocsin.logs.record.RecordId;
import dev.tocsin.logs.segment.QueryHandle;
import dev.tocsin.logs.segment.SegmentConfig;
import dev.tocsin.logs.tail.Listener;
import dev.tocsin.logs.tail.TailHub;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Log queries that are followed: lines that are stored already, then new ones. */
@Singleton
public class LokiFollowResource {

  private static final long HOUR_NS = 3_600_000_000_000L;

  private final LineStore store;
  private final TailHub hub;
  private final SegmentConfig config;
  private final Clock clock;

  @Inject
  LokiFollowResource(SegmentLineStore store, TailHub hub, SegmentConfig config, Clock clock) {
    this.store = store;
    this.hub = hub;
    this.config = config;
    this.clock = clock;
  }

  /** Reads the parameters, begins to listen and looks up what is there. */
  public Followed ask(
      Map<String, List<String>> parameters,
      SecurityIdentity identity,
      @Nullable String tenant,
      @Nullable String flags) {
    var ask = new LokiAsk(parameters, clock.instant());
    Query.Lines lines = Answers.linesOf(ask.query());
    Long project = LokiResource.project(identity, tenant);
    int limit = ask.limit();
    long now = clock.instant().toEpochMilli() * 1_000_000;
    long from = ask.text("start") == null ? now - HOUR_NS : ask.start(1);
    var work = new Work(new QueryHandle(config.queryTimeout()), project);
    var keys = store.keys(work.handle, project, now - HOUR_NS, now);
    Split split = Split.of(lines, new LabelConditions(new KnownKeys(keys)));
    Listener listener = hub.listen(project, split.stored());
    boolean categorized = flags != null && flags.contains(LogLines.CATEGORIZE);
    var followed = new Followed(listener, new Pipeline(split.rest()), categorized);
    try {
      followed.past(store, work, new LineStore.Slice(project, from, now, split.stored()), limit);
      return followed;
    } catch (RuntimeException e) {
      listener.close();
      throw e;
    }
  }

  /** A query that is followed. For one thread at a time. */
  public static final class Followed {

    private final Listener listener;
    private final Pipeline pipeline;
    private final boolean categorized;
    private final Metadata metadata = new Metadata();
    private final Set<RecordId> shown = new HashSet<>();
    private final List<Line> past = new ArrayList<>();
    private long lastNs;

    private Followed(Listener listener, Pipeline pipeline, boolean categorized) {
      this.listener = listener;
      this.pipeline = pipeline;
      this.categorized = categorized;
    }

    private void past(LineStore store, Work work, LineStore.Slice slice, int limit) {
      store.ordered(
          work.handle,
          slice,
          true,
          limit,
          row -> {
            Line line = metadata.line(row);
            if (pipeline.take(line)) {
              past.add(line);
              shown.add(row.position());
            }
            return past.size() < limit;
          });
    }

    /** What is to come. */
    public Listener listener() {
      return listener;
    }

    /** The stored lines as a frame; null when there are none. */
    public @Nullable String first() {
      if (past.isEmpty()) {
        return null;
      }
      var lines = new LogLines(categorized);
      past.reversed().forEach(lines::add);
      past.clear();
      return frame(lines, 0);
    }

    /** A new line as a frame; null when the pipeline drops it or it was shown already. */
    public @Nullable String next(LogEntry row) {
      if (shown.remove(row.position())) {
        return null;
      }
      var attributes = new HashMap<String, String>();
      JsonFields.read(row.attributes(), attributes::put);
      Line line =
          metadata.line(
              new StoredLine(
                  row.timeNs(),
                  row.severity().number(),
                  row.severity().text(),
                  row.service(),
                  row.body(),
                  row.resource(),
                  attributes,
                  row.traceId(),
                  row.spanId(),
                  row.scope(),
                  row.position()));
      if (!pipeline.take(line)) {
        return null;
      }
      lastNs = line.timeNs();
      var lines = new LogLines(categorized);
      lines.add(line);
      return frame(lines, 0);
    }

    /** A frame that tells how many lines are missing. */
    public String dropped(long number) {
      return frame(new LogLines(categorized), number);
    }

    private String frame(LogLines lines, long dropped) {
      byte[] json =
          Envelope.json(
              out -> {
                out.writeStartObject();
                out.writeFieldName("streams");
                lines.write(out);
                out.writeArrayFieldStart("dropped_entries");
                if (dropped > 0) {
                  out.writeStartObject();
                  out.writeFieldName("labels");
                  Envelope.labels(out, Map.of("dropped", Long.toString(dropped)));
                  out.writeStringField("timestamp", Long.toString(lastNs));
                  out.writeEndObject();
                }
                out.writeEndArray();
                if (categorized) {
                  Envelope.strings(out, "encodingFlags", List.of(LogLines.CATEGORIZE));
                }
                out.writeEndObject();
              });
      return new String(json, StandardCharsets.UTF_8);
    }
  }
}
