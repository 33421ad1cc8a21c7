package dev.tocsin.logs.action.metric;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.events.CloudEvent;
import dev.tocsin.events.SliBuckets;
import dev.tocsin.events.SliBuckets.SliBucket;
import dev.tocsin.events.Topics;
import dev.tocsin.logs.action.count.Cell;
import dev.tocsin.logs.action.count.Counting;
import dev.tocsin.logs.action.count.Kind;
import dev.tocsin.logs.action.count.RuleSource;
import dev.tocsin.outbox.OutboxMessage;
import dev.tocsin.outbox.OutboxStore;
import dev.tocsin.problem.FieldErrors;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Counts of log metrics on their way to {@code sli-buckets}, through the outbox. The event id is
 * made of the metric and of the place of the counted rows, so a second delivery is recognised.
 */
@Singleton
public class BucketPublisher implements RuleSource {

  private static final Logger LOG = Logger.getLogger(BucketPublisher.class);
  private static final String SOURCE = "log-ingest";
  private static final int MAX_BUCKETS = 5_000;

  private final LogMetricStore store;
  private final ObjectMapper json;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final Map<Long, String> names = new ConcurrentHashMap<>();

  @Inject
  BucketPublisher(LogMetricStore store, ObjectMapper json, Clock clock, MeterRegistry metrics) {
    this.store = store;
    this.json = json;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public Kind kind() {
    return Kind.METRIC;
  }

  @Override
  public List<Counting> countings(Connection connection) throws SQLException {
    var countings = new ArrayList<Counting>();
    for (StoredMetric metric : store.all(connection)) {
      var errors = new FieldErrors();
      Counting counting =
          metric.definition().counting(errors, metric.id(), metric.version(), metric.project());
      if (errors.list().isEmpty()) {
        countings.add(counting);
        names.put(metric.id(), metric.name());
      } else {
        LOG.errorf("log metric %s is not counted: %s", metric.name(), errors.list());
      }
    }
    return countings;
  }

  @Override
  public void keep(
      Connection connection, Counting counting, List<Cell> cells, String origin, boolean history)
      throws SQLException {
    String name = names.get(counting.rule());
    if (name == null) {
      return;
    }
    var byGroup = new TreeMap<String, List<Cell>>();
    for (Cell cell : cells) {
      byGroup.computeIfAbsent(cell.group(), group -> new ArrayList<>()).add(cell);
    }
    var messages = new ArrayList<OutboxMessage>();
    for (var entry : byGroup.entrySet()) {
      List<Cell> sorted =
          entry.getValue().stream().sorted(Comparator.comparingLong(Cell::slot)).toList();
      for (int from = 0; from < sorted.size(); from += MAX_BUCKETS) {
        var part = sorted.subList(from, Math.min(sorted.size(), from + MAX_BUCKETS));
        String place = entry.getKey() + "/" + origin + "/" + from;
        messages.add(message(counting, name, entry.getKey(), part, place, history));
      }
    }
    OutboxStore.append(connection, messages);
    metrics.counter("tocsin.logs.sli.buckets").increment(cells.size());
  }

  private OutboxMessage message(
      Counting counting,
      String name,
      String group,
      List<Cell> cells,
      String place,
      boolean history) {
    String seed = "log-metric/" + counting.rule() + "/" + counting.version() + "/" + place;
    String id = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
    Instant now = clock.instant();
    var event =
        new SliBuckets(
            id,
            name,
            SOURCE,
            counting.project(),
            counting.version(),
            counting.groupBy() == null ? null : group,
            history,
            now,
            cells.stream().map(BucketPublisher::bucket).toList());
    var headers = new CloudEvent(id, SOURCE, "tocsin.sli-buckets", now, event.key()).toHeaders();
    return new OutboxMessage("kafka:" + Topics.SLI_BUCKETS, event.key(), headers, write(event));
  }

  private static SliBucket bucket(Cell cell) {
    return new SliBucket(
        Instant.ofEpochSecond(cell.slot() * Cell.SECONDS), cell.good(), cell.valid());
  }

  private String write(SliBuckets event) {
    try {
      return json.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event could not be written", e);
    }
  }
}
