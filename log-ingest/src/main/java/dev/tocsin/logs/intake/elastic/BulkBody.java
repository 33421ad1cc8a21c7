package dev.tocsin.logs.intake.elastic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.logs.intake.Attr;
import dev.tocsin.logs.intake.RecordSink;
import dev.tocsin.logs.intake.Rejection;
import dev.tocsin.logs.intake.SeenKeys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a bulk request: one item per action, in order, each with its own verdict. */
final class BulkBody {

  private static final String PARSING = "document_parsing_exception";
  private static final String ARGUMENT = "illegal_argument_exception";

  private final byte[] bytes;
  private final long project;
  private final String defaultIndex;
  private final RecordSink sink;
  private final SeenKeys seen;
  private final List<BulkItem> items = new ArrayList<>();
  private final Set<Long> mine = new HashSet<>();
  private @Nullable List<Attr> origin;
  private int next;
  private int from;
  private int to;

  BulkBody(byte[] bytes, long project, @Nullable String index, RecordSink sink, SeenKeys seen) {
    this.bytes = bytes;
    this.project = project;
    this.defaultIndex = index == null || index.isBlank() ? "logs" : index;
    this.sink = sink;
    this.seen = seen;
  }

  /** What became of the actions; valid once the sink is published. */
  List<BulkItem> items() {
    return items;
  }

  /** To be remembered once the sink is published. */
  Set<Long> keys() {
    return mine;
  }

  /** Reads everything; false when there is not a single action in it. */
  boolean read() {
    boolean any = false;
    boolean more = line();
    while (more) {
      var action = BulkAction.parse(bytes, from, to);
      if (action == null) {
        more = malformed();
        continue;
      }
      any = true;
      String index = action.index() == null ? defaultIndex : action.index();
      String id = action.id() == null ? newId() : action.id();
      if (action.hasDocument() && !line()) {
        refuse(action.name(), index, id, ARGUMENT, "the document is missing");
        break;
      }
      if (action.adds()) {
        items.add(document(action, index, id));
      } else {
        refuse(action.name(), index, id, ARGUMENT, "logs can only be added");
      }
      more = line();
    }
    return any;
  }

  /** Names the line, and finds the next action: the line after it may be its document. */
  private boolean malformed() {
    refuse("index", defaultIndex, newId(), ARGUMENT, "the action line is malformed");
    sink.reject(Rejection.NOT_JSON, bytes, from, to);
    boolean more = line();
    return more && BulkAction.parse(bytes, from, to) == null ? line() : more;
  }

  private BulkItem document(BulkAction action, String index, String id) {
    long key = action.id() == null ? 0 : key(action, index);
    boolean again = action.id() != null && (mine.contains(key) || seen.contains(key));
    if (again) {
      return action.name().equals("create")
          ? BulkItem.conflict(action.name(), index, id)
          : BulkItem.unchanged(action.name(), index, id);
    }
    Document document;
    try {
      document = Document.read(bytes, from, to);
    } catch (IOException e) {
      sink.reject(Rejection.NOT_JSON, bytes, from, to);
      return BulkItem.refused(action.name(), index, id, PARSING, "the document is not valid JSON");
    }
    origin(index, document.takeService(), document.takeHost());
    document.fill(sink.draft());
    Rejection refused = sink.add();
    if (refused != null) {
      return BulkItem.refused(action.name(), index, id, PARSING, "the document " + refused.text());
    }
    if (action.id() != null) {
      mine.add(key);
    }
    return BulkItem.created(action.name(), index, id);
  }

  /** An index action with the same id and another document is another document. */
  private long key(BulkAction action, String index) {
    byte[] name = index.getBytes(UTF_8);
    byte[] id = Objects.requireNonNullElse(action.id(), "").getBytes(UTF_8);
    return action.name().equals("create")
        ? SeenKeys.hash(project, name, id)
        : SeenKeys.hash(project, name, id, Arrays.copyOfRange(bytes, from, to));
  }

  private void origin(String index, @Nullable String service, @Nullable String host) {
    var attributes = new ArrayList<Attr>(3);
    attributes.add(Attr.of("service.name", service == null ? Indices.service(index) : service));
    if (host != null) {
      attributes.add(Attr.of("host.name", host));
    }
    attributes.add(Attr.of("data_stream.name", index));
    if (!attributes.equals(origin)) {
      origin = attributes;
      sink.origin(attributes, "", "");
    }
  }

  private void refuse(String action, String index, String id, String error, String reason) {
    items.add(BulkItem.refused(action, index, id, error, reason));
  }

  private String newId() {
    return Long.toString(sink.receivedNs(), 36) + "-" + Integer.toString(items.size(), 36);
  }

  /** Moves to the next line that is not blank. */
  private boolean line() {
    while (next < bytes.length) {
      from = next;
      while (next < bytes.length && bytes[next] != '\n') {
        next++;
      }
      to = next++;
      while (from < to && bytes[from] <= ' ' && bytes[from] >= 0) {
        from++;
      }
      while (to > from && bytes[to - 1] <= ' ' && bytes[to - 1] >= 0) {
        to--;
      }
      if (from < to) {
        return true;
      }
    }
    return false;
  }
}
