package dev.tocsin.logs.runtime;

import dev.tocsin.logs.action.ActionConfig;
import dev.tocsin.logs.action.count.CountWitness;
import dev.tocsin.logs.action.count.GroupStore;
import dev.tocsin.logs.action.count.RuleSource;
import dev.tocsin.logs.action.exception.ExceptionPublisher;
import dev.tocsin.logs.action.exception.ExceptionWitness;
import dev.tocsin.logs.action.pattern.PatternStore;
import dev.tocsin.logs.action.pattern.PatternWitness;
import dev.tocsin.logs.writer.FlushWitness;
import dev.tocsin.outbox.OutboxRelay;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The witnesses of each flush. */
class Actions {

  @Produces
  @Singleton
  FlushWitness counts(
      Instance<RuleSource> sources, GroupStore groups, OutboxRelay relay, MeterRegistry metrics) {
    return new CountWitness(sources.stream().toList(), groups, relay, metrics);
  }

  @Produces
  @Singleton
  FlushWitness patterns(PatternStore store, Clock clock, MeterRegistry metrics) {
    return new PatternWitness(store, clock, metrics);
  }

  @Produces
  @Singleton
  FlushWitness exceptions(
      ExceptionPublisher publisher, ActionConfig config, Clock clock, MeterRegistry metrics) {
    return new ExceptionWitness(publisher, config.exceptionsPerMinute(), clock, metrics);
  }
}
