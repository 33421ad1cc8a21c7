package dev.tocsin.exceptions.grouping.g1;

import dev.tocsin.exceptions.event.Frame;
import dev.tocsin.exceptions.grouping.Component;
import dev.tocsin.exceptions.grouping.GroupingMechanism.InAppVerdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The frames of one stack trace with what G1 thinks of each, oldest call first. */
final class Stack {

  private static final int LONGEST = 30;

  private record Judged(Frame frame, InAppVerdict inApp, FrameKey key) {
    boolean usable() {
      return key.text() != null;
    }
  }

  private final List<Judged> frames;

  private Stack(List<Judged> frames) {
    this.frames = frames;
  }

  static Stack of(List<Frame> frames, InApp inApp) {
    return new Stack(
        frames.stream()
            .map(each -> new Judged(each, inApp.verdict(each), FrameKey.of(each)))
            .toList());
  }

  boolean hasInApp() {
    return frames.stream().anyMatch(each -> each.usable() && each.inApp().inApp());
  }

  /** Keys of the application's frames, and the first foreign frame that the newest one called. */
  List<String> inAppKeys() {
    var keys = new ArrayList<>(newest(Recursion.fold(keysWhere(true))));
    var boundary = boundary();
    if (boundary != null) {
      keys.add("-> " + boundary.key().text());
    }
    return keys;
  }

  List<String> allKeys() {
    return newest(Recursion.fold(keysWhere(false)));
  }

  /** The functions that go round and round, the application's if it takes part. */
  List<String> cycle() {
    var cycle = Recursion.cycle(keysWhere(true));
    return cycle.isEmpty() ? Recursion.cycle(keysWhere(false)) : cycle;
  }

  /** True when all that is known of the application is that something of it was called. */
  boolean onlyDispatcher() {
    return new HashSet<>(keysWhere(true)).size() == 1
        && frames.stream()
            .filter(each -> each.usable() && each.inApp().inApp())
            .allMatch(each -> each.key().dispatcher());
  }

  @Nullable Frame topInApp() {
    return frames.reversed().stream()
        .filter(each -> each.usable() && each.inApp().inApp())
        .map(Judged::frame)
        .findFirst()
        .orElse(null);
  }

  @Nullable String topInAppKey() {
    var keys = keysWhere(true);
    return keys.isEmpty() ? null : keys.getLast();
  }

  /** One component per frame, newest first as people read traces. */
  List<Component> explain(boolean inAppOnly) {
    var boundary = boundary();
    return frames.reversed().stream()
        .limit(100)
        .map(each -> explain(each, inAppOnly, each == boundary))
        .toList();
  }

  private static Component explain(Judged each, boolean inAppOnly, boolean boundary) {
    var key = each.key();
    var shown = key.text() != null ? key.text() : each.frame().function();
    if (key.text() == null) {
      return Component.leaf("frame", false, key.why(), shown);
    }
    if (!inAppOnly || each.inApp().inApp()) {
      return Component.leaf("frame", true, key.why() + "; " + each.inApp().rule(), shown);
    }
    return boundary
        ? Component.leaf("frame", true, "first library frame that the application called", shown)
        : Component.leaf("frame", false, "library: " + each.inApp().rule(), shown);
  }

  private @Nullable Judged boundary() {
    Judged boundary = null;
    for (var each : frames.reversed()) {
      if (each.inApp().inApp() && each.usable()) {
        return boundary;
      }
      if (each.usable()) {
        boundary = each;
      }
    }
    return null;
  }

  private List<String> keysWhere(boolean inAppOnly) {
    return frames.stream()
        .filter(each -> !inAppOnly || each.inApp().inApp())
        .map(each -> each.key().text())
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .toList();
  }

  private static List<String> newest(List<String> keys) {
    return keys.subList(Math.max(0, keys.size() - LONGEST), keys.size());
  }
}
