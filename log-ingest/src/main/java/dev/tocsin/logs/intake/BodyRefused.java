package dev.tocsin.logs.intake;

import java.io.IOException;

/** Reading a body stopped half-way, for a reason of ours and not of the network's. */
public final class BodyRefused extends IOException {

  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    TOO_LARGE,
    NO_MEMORY
  }

  private final Reason reason;

  BodyRefused(Reason reason) {
    super(reason.name());
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
