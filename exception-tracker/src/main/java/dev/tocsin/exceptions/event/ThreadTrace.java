package dev.tocsin.exceptions.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stack of one thread at the moment of the event. */
public record ThreadTrace(
    @Nullable String id,
    @Nullable String name,
    boolean crashed,
    boolean current,
    List<Frame> frames) {

  public ThreadTrace {
    frames = List.copyOf(frames);
  }
}
