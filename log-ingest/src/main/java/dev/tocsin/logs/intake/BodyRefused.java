package dev.tocsin.logs.intake;

import java.io.IOException;

/** Reading a body stopped half-way, for a reason of ours and not of the network's. */
public final class BodyRefused extends IOException {

  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    TOO_LARGE,
    NO_MEMORY,
    /** It stopped coming, or came too slowly. */
    NOT_ARRIVED,
    /** Its sender may not send so much. */
    OVER_LIMIT
  }

  private final Reason reason;

  BodyRefused(Reason reason) {
    super(reason.name());
    this.reason = reason;
  }

  BodyRefused(Reason reason, IOException cause) {
    super(reason.name(), cause);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
