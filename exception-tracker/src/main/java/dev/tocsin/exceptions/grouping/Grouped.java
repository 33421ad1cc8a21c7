package dev.tocsin.exceptions.grouping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an event belongs and why.
 *
 * @param algorithm name and version of the algorithm
 * @param mechanism which source of the key spoke: checksum, fingerprint, H1, H0, HM or fallback
 * @param hash 128 bits in hexadecimal
 * @param key the readable text that was hashed
 * @param family coarser than the hash: folds pages and bursts, never the identity of an issue
 * @param culprit where it happened, for people
 */
public record Grouped(
    String algorithm,
    String mechanism,
    String hash,
    String key,
    String family,
    String title,
    @Nullable String type,
    @Nullable String value,
    @Nullable String culprit,
    List<Component> explanation) {

  public Grouped {
    explanation = List.copyOf(explanation);
  }
}
