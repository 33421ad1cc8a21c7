package dev.tocsin.exceptions.grouping.g1;

import dev.tocsin.exceptions.event.Frame;
import dev.tocsin.exceptions.event.Thrown;
import dev.tocsin.exceptions.grouping.Component;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the key of a chain, of an exception group, of a bare stack or of a message. */
final class Keys {

  private static final Set<String> OVERFLOWS =
      Set.of("StackOverflowError", "java.lang.StackOverflowError", "RecursionError");

  private final InApp inApp;

  Keys(InApp inApp) {
    this.inApp = inApp;
  }

  /** Null when the exceptions hold neither type nor text nor frames. */
  @Nullable Subject chain(Chain chain) {
    return chain(chain, List.of());
  }

  private @Nullable Subject chain(Chain chain, List<Chain.Link> before) {
    var links = new ArrayList<>(before);
    links.addAll(chain.links());
    if (chain.group() == null) {
      return line(links);
    }
    var members = new TreeMap<String, Chain>();
    for (var member : chain.members()) {
      var subject = chain(member, List.of());
      if (subject != null) {
        members.putIfAbsent(subject.key(), member);
      }
    }
    if (members.isEmpty()) {
      links.add(new Chain.Link(chain.group(), null));
      return line(links);
    }
    if (members.size() == 1) {
      links.add(new Chain.Link(chain.group(), "group whose members are all the same"));
      return chain(members.firstEntry().getValue(), links);
    }
    return group(chain.group(), links, members);
  }

  private @Nullable Subject group(
      Thrown root, List<Chain.Link> before, TreeMap<String, Chain> members) {
    var first = chain(members.firstEntry().getValue(), List.of());
    if (first == null) {
      return null;
    }
    var links = new ArrayList<>(before);
    links.add(new Chain.Link(root, null));
    var key = new StringBuilder("group ").append(types(links)).append('\n');
    var children = new ArrayList<Component>();
    for (var each : members.entrySet()) {
      key.append("member\n").append(each.getKey()).append('\n');
      children.add(Component.leaf("member", true, "one of each different member", each.getKey()));
    }
    var explanation = new ArrayList<>(explainChain(links));
    explanation.add(
        new Component("members", true, members.size() + " different members", null, children));
    return new Subject(
        first.mechanism(),
        key.toString(),
        "group " + root.type() + " " + first.family(),
        root.type(),
        root.value(),
        first.topFrame(),
        explanation);
  }

  private @Nullable Subject line(List<Chain.Link> links) {
    var reduced =
        links.stream().filter(each -> each.dropped() == null).map(Chain.Link::thrown).toList();
    var speaker = speaker(reduced);
    if (speaker == null) {
      return null;
    }
    var innermost = reduced.getLast();
    var explanation = explainChain(links);
    return judge(
        types(links), innermost.type(), speaker, Stack.of(speaker.frames(), inApp), explanation);
  }

  /** The innermost with frames of the application, else with any frames, else the innermost. */
  private @Nullable Thrown speaker(List<Thrown> reduced) {
    Thrown withFrames = null;
    Thrown withAnything = null;
    for (var each : reduced.reversed()) {
      if (Stack.of(each.frames(), inApp).hasInApp()) {
        return each;
      }
      if (withFrames == null && !each.frames().isEmpty()) {
        withFrames = each;
      }
      if (withAnything == null && (each.type() != null || each.value() != null)) {
        withAnything = each;
      }
    }
    return withFrames != null ? withFrames : withAnything;
  }

  /** The stack of a thread that an event without exceptions carries. */
  @Nullable Subject thread(List<Frame> frames) {
    var stack = Stack.of(frames, inApp);
    if (!stack.hasInApp() && stack.allKeys().size() < 2) {
      return null;
    }
    var thread = new Thrown(null, null, null, dev.tocsin.exceptions.event.Mechanism.NONE, frames);
    return judge("", null, thread, stack, List.of());
  }

  Subject message(String message) {
    var template = MessageTemplate.of(message);
    return new Subject(
        "HM",
        "message " + template,
        "message " + template,
        null,
        null,
        null,
        List.of(Component.leaf("message", true, "nothing else to group by", template)));
  }

  private Subject judge(
      String types,
      @Nullable String innermostType,
      Thrown speaker,
      Stack stack,
      List<Component> chain) {
    var template = speaker.value() == null ? "" : MessageTemplate.of(speaker.value());
    var overflow = overflow(speaker) ? stack.cycle() : List.<String>of();
    var explanation = new ArrayList<>(chain);
    String mechanism;
    String key;
    if (!overflow.isEmpty()) {
      mechanism = stack.hasInApp() ? "H1" : "H0";
      key = types + "cycle\n" + String.join("\n", overflow);
      explanation.add(
          Component.leaf("cycle", true, "endless recursion: its functions, in no order", key));
    } else if (stack.hasInApp() && !stack.onlyDispatcher()) {
      mechanism = "H1";
      key = types + "frames\n" + String.join("\n", stack.inAppKeys());
      explanation.add(frames(true, "application frames of the innermost exception", stack, true));
      explanation.add(Component.leaf("message", false, "frames speak before messages", template));
    } else if (stack.hasInApp()) {
      mechanism = "HM";
      key = types + "frame " + stack.topInAppKey() + "\nmessage " + template;
      explanation.add(frames(true, "only a lambda or dispatcher: not enough alone", stack, true));
      explanation.add(Component.leaf("message", true, "the frame alone says too little", template));
    } else if (stack.allKeys().isEmpty()) {
      mechanism = "HM";
      key = types + "message " + template;
      explanation.add(Component.leaf("message", true, "no usable frame", template));
    } else {
      var keys = stack.allKeys();
      var alone = keys.size() == 1;
      mechanism = "H0";
      key = types + "frames\n" + String.join("\n", keys) + (alone ? "\nmessage " + template : "");
      explanation.add(frames(true, "no application frame: all frames", stack, false));
      explanation.add(
          Component.leaf(
              "message",
              alone,
              alone ? "one frame is not enough" : "frames speak before messages",
              template));
    }
    var top = stack.topInAppKey();
    var family = innermostType + (top == null ? " message " + template : " frame " + top);
    return new Subject(
        mechanism, key, family, speaker.type(), speaker.value(), stack.topInApp(), explanation);
  }

  private static Component frames(
      boolean contributes, String reason, Stack stack, boolean inAppOnly) {
    return new Component("frames", contributes, reason, null, stack.explain(inAppOnly));
  }

  private static boolean overflow(Thrown thrown) {
    var type = thrown.type();
    var value = thrown.value();
    return (type != null && OVERFLOWS.contains(type))
        || (value != null
            && (value.startsWith("Maximum call stack size") || value.equals("too much recursion")));
  }

  private static String types(List<Chain.Link> links) {
    var types = new StringBuilder();
    for (var link : links) {
      var thrown = link.thrown();
      var contributes = link.dropped() == null && !thrown.mechanism().synthetic();
      if (contributes && GoNames.emptyType(thrown.type())) {
        var value = thrown.value();
        types.append("text ").append(value == null ? "" : MessageTemplate.of(value)).append('\n');
      } else if (contributes && thrown.type() != null) {
        types.append("type ").append(thrown.qualifiedType()).append('\n');
      }
    }
    return types.toString();
  }

  private static List<Component> explainChain(List<Chain.Link> links) {
    var children = new ArrayList<Component>();
    for (var link : links) {
      var thrown = link.thrown();
      var dropped = link.dropped();
      if (dropped != null) {
        children.add(Component.leaf("exception", false, dropped, thrown.qualifiedType()));
      } else if (thrown.mechanism().synthetic() || thrown.type() == null) {
        children.add(Component.leaf("exception", false, "has no type of its own", thrown.type()));
      } else if (GoNames.emptyType(thrown.type())) {
        children.add(
            Component.leaf("exception", true, "type says nothing: its text", thrown.type()));
      } else {
        children.add(Component.leaf("exception", true, "type", thrown.qualifiedType()));
      }
    }
    return List.of(new Component("chain", true, "outermost first", null, children));
  }
}
