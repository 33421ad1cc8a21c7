package dev.tocsin.exceptions.issue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One fault of the code, however often it happened.
 *
 * @param explanation JSON text: why the first event was grouped here
 * @param rangAt when it last rang, null when nothing rings for it
 */
record Issue(
    long id,
    long project,
    String title,
    @Nullable String type,
    @Nullable String value,
    @Nullable String culprit,
    String level,
    IssueState state,
    long events,
    long users,
    Instant firstSeen,
    Instant lastSeen,
    @Nullable String release,
    String environment,
    String algorithm,
    String mechanism,
    String hash,
    String family,
    String explanation,
    @Nullable Instant rangAt) {}
