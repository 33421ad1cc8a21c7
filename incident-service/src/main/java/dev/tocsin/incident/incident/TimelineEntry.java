package dev.tocsin.incident.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened, never deleted.
 *
 * @param id order of writing
 * @param at when, by the database's clock
 * @param kind alert, page, delivery, ack, resolve, reopen, severity, note, evidence or postmortem
 * @param actor who
 * @param text what, in one sentence
 * @param link where to look
 */
public record TimelineEntry(
    long id, Instant at, String kind, String actor, String text, @Nullable String link) {}
