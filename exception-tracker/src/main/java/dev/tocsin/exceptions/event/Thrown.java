package dev.tocsin.exceptions.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One exception of the chain. Frames are oldest call first: the last one is where it was thrown.
 */
public record Thrown(
    @Nullable String type,
    @Nullable String value,
    @Nullable String module,
    Mechanism mechanism,
    List<Frame> frames) {

  public Thrown {
    frames = List.copyOf(frames);
  }

  /** Package and type where both are known ({@code com.example.CartException}). */
  public @Nullable String qualifiedType() {
    return type == null || module == null ? type : module + "." + type;
  }
}
