package dev.tocsin.exceptions.grouping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of the explanation: one thing that was looked at, whether it is part of the hash, and why.
 *
 * @param value the text that went into the hash, or what was looked at
 */
public record Component(
    String name,
    boolean contributes,
    String reason,
    @Nullable String value,
    List<Component> children) {

  public Component {
    children = List.copyOf(children);
  }

  public static Component leaf(
      String name, boolean contributes, String reason, @Nullable String value) {
    return new Component(name, contributes, reason, value, List.of());
  }
}
