package dev.tocsin.logs.redaction;

import dev.tocsin.problem.FieldErrors;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Every project's rules as they are at present. Projects without rules of their own share one. */
public class Redactions {

  /** Every rule but e-mail. */
  static final Set<BuiltIn> DEFAULT = Set.copyOf(EnumSet.complementOf(EnumSet.of(BuiltIn.EMAIL)));

  private final MeterRegistry metrics;
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();
  private final ByteRedaction ordinary;
  private volatile Map<Long, ByteRedaction> special = Map.of();

  /** Counts into {@code metrics}; starts with the built-in rules for everybody. */
  public Redactions(MeterRegistry metrics) {
    this.metrics = metrics;
    for (BuiltIn rule : BuiltIn.values()) {
      found(rule.label(), 0);
    }
    this.ordinary = new ByteRedaction(DEFAULT, List.of(), this::found);
  }

  /** The rules for a project's texts; ask again for each request, they may change. */
  public ByteRedaction of(long project) {
    return special.getOrDefault(project, ordinary);
  }

  /** From now on these projects have rules of their own, and no others. */
  public void replace(Map<Long, ProjectRules> rules) {
    var compiled = new HashMap<Long, ByteRedaction>();
    rules.forEach(
        (project, own) ->
            compiled.put(
                project,
                own.compile(
                    (rule, times) -> found(labelOf(project, rule), times), new FieldErrors())));
    special = Map.copyOf(compiled);
  }

  /** Built-in rules are the same for all; a project's own are told apart. */
  private static String labelOf(long project, String rule) {
    return BuiltIn.ofLabel(rule) == null ? project + "/" + rule : rule;
  }

  /** Counts replacements, by the rule's label. */
  void found(String rule, int times) {
    counters
        .computeIfAbsent(rule, label -> metrics.counter("tocsin.logs.redactions", "rule", label))
        .increment(times);
  }
}
