package dev.tocsin.logs.action.count;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the counting of history has come.
 *
 * @param state waiting, running, failing or done
 * @param share 0 to 1, by time
 * @param from start of the oldest stored hour
 * @param reachedBackTo everything from here on is counted
 * @param counted lines counted so far
 * @param error why the last try failed
 * @param finishedAt when it was done
 */
public record Progress(
    String state,
    double share,
    Instant from,
    Instant reachedBackTo,
    long counted,
    @Nullable String error,
    @Nullable Instant finishedAt) {}
