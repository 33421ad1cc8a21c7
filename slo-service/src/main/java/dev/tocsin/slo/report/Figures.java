package dev.tocsin.slo.report;

import dev.tocsin.slo.budget.ErrorBudget;
import dev.tocsin.slo.burn.BurnState;
import dev.tocsin.slo.burn.PairVerdict;
import dev.tocsin.slo.indicator.MonitorStore;
import dev.tocsin.slo.indicator.Span;
import dev.tocsin.slo.objective.VersionedSlo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known about an SLO at one moment.
 *
 * @param definition what was promised
 * @param monitor who measures; null when never heard of
 * @param period the span that was summed: its far edge falls on five minutes, its near edge is the
 *     end of the present bucket
 * @param budget the period's budget
 * @param burn the page pairs, judged
 * @param state the page; null before the first evaluation
 * @param at the moment
 */
public record Figures(
    VersionedSlo definition,
    MonitorStore.@Nullable Monitor monitor,
    Span period,
    ErrorBudget budget,
    List<PairVerdict> burn,
    @Nullable BurnState state,
    Instant at) {}
