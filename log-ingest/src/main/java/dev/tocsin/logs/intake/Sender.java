package dev.tocsin.logs.intake;

/**
 * Whoever sends a request.
 *
 * @param project the project of the ingest key
 * @param key the key's name
 */
public record Sender(long project, String key) {}
