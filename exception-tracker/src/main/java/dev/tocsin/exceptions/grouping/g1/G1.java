package dev.tocsin.exceptions.grouping.g1;

import dev.tocsin.exceptions.event.ExceptionEvent;
import dev.tocsin.exceptions.event.Frame;
import dev.tocsin.exceptions.event.ThreadTrace;
import dev.tocsin.exceptions.grouping.Component;
import dev.tocsin.exceptions.grouping.Grouped;
import dev.tocsin.exceptions.grouping.GroupingMechanism;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Grouping algorithm G1. The first source that has something to say wins: checksum, the client's
 * fingerprint, the exceptions, a thread's stack, the message, and at last one issue for everything
 * that says nothing.
 */
public final class G1 implements GroupingMechanism {

  private static final int LONGEST_TITLE = 200;

  @Override
  public String algorithm() {
    return "g1";
  }

  @Override
  public Grouped group(ExceptionEvent event) {
    var found = found(event);
    var checksum = event.checksum();
    if (checksum != null) {
      var spoke = Component.leaf("checksum", true, "sent by the client", checksum);
      return grouped(event, "checksum", "checksum " + checksum, found, spoke);
    }
    if (!event.fingerprint().isEmpty()) {
      return fingerprinted(event, found);
    }
    return grouped(event, found.mechanism(), found.key(), found, null);
  }

  @Override
  public List<InAppVerdict> inApp(ExceptionEvent event, List<Frame> frames) {
    var inApp = InApp.of(event);
    return frames.stream().map(inApp::verdict).toList();
  }

  private static Subject found(ExceptionEvent event) {
    var keys = new Keys(InApp.of(event));
    var exceptions = event.exceptions();
    var chain = exceptions.isEmpty() ? null : keys.chain(Chain.of(exceptions));
    if (chain != null) {
      return chain;
    }
    var frames = threadFrames(event.threads());
    var thread = frames == null ? null : keys.thread(frames);
    var template = event.messageTemplate();
    if (thread != null) {
      return thread;
    }
    if (template != null) {
      return keys.message(template);
    }
    return new Subject(
        "fallback",
        "nothing usable",
        "nothing usable",
        null,
        null,
        null,
        List.of(Component.leaf("fallback", true, "the event says nothing to group by", null)));
  }

  private static @Nullable List<Frame> threadFrames(List<ThreadTrace> threads) {
    var crashed = threads.stream().filter(ThreadTrace::crashed).toList();
    var current = threads.stream().filter(ThreadTrace::current).toList();
    if (crashed.size() == 1) {
      return crashed.getFirst().frames();
    }
    if (current.size() == 1) {
      return current.getFirst().frames();
    }
    return threads.size() == 1 ? threads.getFirst().frames() : null;
  }

  private Grouped fingerprinted(ExceptionEvent event, Subject found) {
    var key = new StringBuilder("fingerprint");
    var salted = false;
    for (var part : event.fingerprint()) {
      var isDefault = part.strip().matches("\\{\\{\\s{0,5}default\\s{0,5}\\}\\}");
      salted |= isDefault;
      key.append('\n').append(isDefault ? "default " + Hash.of(found.key()) : "text " + part);
    }
    var onlyDefault = salted && event.fingerprint().size() == 1;
    if (onlyDefault) {
      return grouped(event, found.mechanism(), found.key(), found, null);
    }
    var reason =
        salted ? "the client's, together with the default" : "the client's, instead of all";
    var spoke = Component.leaf("fingerprint", true, reason, String.join(", ", event.fingerprint()));
    return grouped(event, "fingerprint", key.toString(), found, spoke);
  }

  private Grouped grouped(
      ExceptionEvent event,
      String mechanism,
      String key,
      Subject found,
      @Nullable Component spoke) {
    var explanation = new ArrayList<Component>();
    if (spoke != null) {
      explanation.add(spoke);
    }
    explanation.addAll(found.explanation());
    var value = found.value() != null ? found.value() : event.message();
    return new Grouped(
        algorithm(),
        mechanism,
        Hash.of(key),
        key,
        Hash.of(found.family()),
        title(found.type(), value),
        found.type(),
        value,
        culprit(event, found.topFrame()),
        explanation);
  }

  private static String title(@Nullable String type, @Nullable String value) {
    var firstLine = value == null ? "" : value.strip().lines().findFirst().orElse("");
    var title = type == null ? firstLine : firstLine.isEmpty() ? type : type + ": " + firstLine;
    return title.isEmpty()
        ? "(an event without type or message)"
        : title.substring(0, Math.min(title.length(), LONGEST_TITLE));
  }

  private static @Nullable String culprit(ExceptionEvent event, @Nullable Frame top) {
    if (top == null) {
      return event.transaction();
    }
    var place = top.module() != null ? top.module() : top.filename();
    var function = top.function() == null ? "" : top.function();
    return place == null ? function : (place + " " + function).strip();
  }
}
