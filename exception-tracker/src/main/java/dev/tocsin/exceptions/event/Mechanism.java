package dev.tocsin.exceptions.event;

import org.jspecify.annotations.Nullable;

/** How an exception came to be reported and where it hangs in the chain. */
public record Mechanism(
    @Nullable String type,
    @Nullable Boolean handled,
    boolean synthetic,
    @Nullable Integer exceptionId,
    @Nullable Integer parentId,
    boolean exceptionGroup,
    @Nullable String source) {

  public static final Mechanism NONE = new Mechanism(null, null, false, null, null, false, null);

  public boolean suppressed() {
    return "suppressed".equals(type);
  }
}
