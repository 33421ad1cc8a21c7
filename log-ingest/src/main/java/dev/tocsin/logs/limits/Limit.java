package dev.tocsin.logs.limits;

import org.jspecify.annotations.Nullable;

/**
 * What may be sent; null means no limit.
 *
 * @param bytesPerSecond per key, bytes after decompression
 * @param burstBytes per key, what may come at once after a quiet time
 * @param bytesPerDay of the whole project, per UTC day
 */
public record Limit(
    @Nullable Long bytesPerSecond, @Nullable Long burstBytes, @Nullable Long bytesPerDay) {}
