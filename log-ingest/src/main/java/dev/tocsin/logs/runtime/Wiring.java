package dev.tocsin.logs.runtime;

import dev.tocsin.access.AccessRegistry;
import dev.tocsin.events.Topics;
import dev.tocsin.logs.catalogue.CatalogueStore;
import dev.tocsin.logs.intake.IngestKeys;
import dev.tocsin.logs.intake.IntakeConfig;
import dev.tocsin.logs.intake.IntakeGate;
import dev.tocsin.logs.intake.MemoryBudget;
import dev.tocsin.logs.limits.DiskGuard;
import dev.tocsin.logs.limits.IngestLimits;
import dev.tocsin.logs.segment.SegmentStore;
import dev.tocsin.logs.stream.LogPublisher;
import dev.tocsin.logs.stream.StreamConfig;
import dev.tocsin.logs.writer.FlushRule;
import dev.tocsin.logs.writer.FlushWitness;
import dev.tocsin.logs.writer.LogConsumer;
import dev.tocsin.logs.writer.WriterConfig;
import dev.tocsin.logs.writer.WriterSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Makes the parts that are plain classes, and runs the writers. */
@Singleton
class Wiring {

  private static final String GROUP = "log-ingest-writer";

  private final List<LogConsumer> writers = new ArrayList<>();

  @Inject
  Wiring(
      StreamConfig stream,
      WriterConfig config,
      SegmentStore segments,
      CatalogueStore catalogue,
      LogPublisher publisher,
      Instance<FlushWitness> witnesses,
      DiskGuard disk,
      MeterRegistry metrics) {
    var rule =
        new FlushRule(
            config.flushEvery(),
            config.flushRows(),
            config
                .flushBytes()
                .map(MemorySize::asLongValue)
                .orElseGet(() -> Runtime.getRuntime().maxMemory() / 10));
    for (int i = 1; i <= config.threads(); i++) {
      String owner = config.instance() + "/" + i;
      var settings = new WriterSettings(stream.bootstrap(), Topics.LOGS, GROUP, owner, rule);
      writers.add(
          new LogConsumer(
              settings,
              segments,
              catalogue,
              publisher,
              witnesses.stream().toList(),
              metrics,
              disk::full));
    }
  }

  @Produces
  @Singleton
  IntakeGate gate(
      AccessRegistry registry,
      IntakeConfig config,
      IngestLimits limits,
      DiskGuard disk,
      MeterRegistry metrics) {
    long heap =
        config
            .memoryBudget()
            .map(MemorySize::asLongValue)
            .orElseGet(() -> Runtime.getRuntime().maxMemory() / 2);
    var budget = new MemoryBudget(heap);
    metrics.gauge("tocsin.intake.memory.used", budget, MemoryBudget::used);
    // A body that would never fit into the budget is too large, not a reason to try again.
    long maxBody = Math.min(config.maxBody().asLongValue(), heap / MemoryBudget.HEAP_PER_BODY_BYTE);
    return new IntakeGate(
        new IngestKeys(registry), budget, maxBody, config.maxBodyTime(), limits, disk);
  }

  /** Whether every writer still runs. */
  boolean writing() {
    return writers.stream().allMatch(LogConsumer::alive);
  }

  void start(@Observes StartupEvent event) {
    int number = 0;
    for (LogConsumer writer : writers) {
      Thread.ofPlatform().daemon().name("log-writer-" + ++number).start(writer);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    writers.forEach(LogConsumer::close);
  }
}
