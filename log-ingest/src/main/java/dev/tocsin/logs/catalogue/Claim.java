package dev.tocsin.logs.catalogue;

/**
 * A writer's right to a partition.
 *
 * @param epoch grows with every claim; an older one can no longer commit
 * @param nextOffset the first offset that is not stored yet
 */
public record Claim(long epoch, long nextOffset) {}
