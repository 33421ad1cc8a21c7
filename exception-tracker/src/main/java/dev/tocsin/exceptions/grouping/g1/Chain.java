package dev.tocsin.exceptions.grouping.g1;

import dev.tocsin.exceptions.event.Thrown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The exceptions of an event as they hang together, outermost first, wrappers and suppressed ones
 * marked.
 *
 * @param links from the one that reached the top to the innermost cause (or to the group)
 * @param group the exception group that the links end in, null if they end in a cause
 * @param members the chains inside the group
 */
record Chain(List<Link> links, @Nullable Thrown group, List<Chain> members) {

  /**
   * @param dropped why this exception is no part of the identity, null if it is
   */
  record Link(Thrown thrown, @Nullable String dropped) {}

  private static final Set<String> WRAPPERS =
      Set.of(
          "InvocationTargetException",
          "UndeclaredThrowableException",
          "ExecutionException",
          "CompletionException",
          "PrivilegedActionException",
          "ServletException",
          "*fmt.wrapError");

  Chain {
    links = List.copyOf(links);
    members = List.copyOf(members);
  }

  /** What is left when wrappers are gone; never empty unless the chain is a mere group. */
  List<Thrown> reduced() {
    return links.stream().filter(each -> each.dropped() == null).map(Link::thrown).toList();
  }

  private record Node(Thrown thrown, List<Node> children) {}

  /** {@code sent} is in the order of the wire: oldest cause first. */
  static Chain of(List<Thrown> sent) {
    var outermostFirst = sent.reversed();
    var root = tree(outermostFirst);
    return walk(root == null ? line(outermostFirst) : root);
  }

  private static Chain walk(Node start) {
    var path = new ArrayList<Thrown>();
    Node node = start;
    while (true) {
      var causes =
          node.children().stream().filter(each -> !each.thrown().mechanism().suppressed()).toList();
      if (node.thrown().mechanism().exceptionGroup() && !causes.isEmpty()) {
        var members = causes.stream().filter(each -> member(each.thrown())).toList();
        return new Chain(
            links(path, node.thrown()),
            node.thrown(),
            (members.isEmpty() ? causes : members).stream().map(Chain::walk).toList());
      }
      path.add(node.thrown());
      if (causes.isEmpty()) {
        return new Chain(links(path, null), null, List.of());
      }
      node = causes.getFirst();
    }
  }

  private static boolean member(Thrown thrown) {
    var source = thrown.mechanism().source();
    return source != null && source.endsWith("]");
  }

  private static List<Link> links(List<Thrown> path, @Nullable Thrown end) {
    var links = new ArrayList<Link>();
    for (int i = 0; i < path.size(); i++) {
      var cause = i + 1 < path.size() ? path.get(i + 1) : end;
      links.add(new Link(path.get(i), cause == null ? null : wrapper(path.get(i), cause)));
    }
    return links;
  }

  private static @Nullable String wrapper(Thrown outer, Thrown cause) {
    var type = simple(outer.type());
    if (WRAPPERS.contains(type)) {
      return "only wraps its cause";
    }
    if (type.equals("RuntimeException") && written(cause).equals(outer.value())) {
      return "only wraps its cause: its message is the cause";
    }
    return null;
  }

  private static String written(Thrown cause) {
    var type = cause.qualifiedType();
    return (type == null ? "" : type) + (cause.value() == null ? "" : ": " + cause.value());
  }

  private static String simple(@Nullable String type) {
    if (type == null || type.startsWith("*")) {
      return type == null ? "" : type;
    }
    return type.substring(type.lastIndexOf('.') + 1);
  }

  private static Node line(List<Thrown> outermostFirst) {
    Node below = null;
    for (var each : outermostFirst.reversed()) {
      if (each.mechanism().suppressed()) {
        continue;
      }
      below = new Node(each, below == null ? List.of() : List.of(below));
    }
    return below == null ? new Node(outermostFirst.getFirst(), List.of()) : below;
  }

  /** Null when ids are missing, doubled, unknown, their own parent or form a ring. */
  private static @Nullable Node tree(List<Thrown> outermostFirst) {
    var nodes = new HashMap<Integer, Node>();
    for (var each : outermostFirst) {
      var id = each.mechanism().exceptionId();
      if (id == null || nodes.put(id, new Node(each, new ArrayList<>())) != null) {
        return null;
      }
    }
    Node root = null;
    for (var each : outermostFirst) {
      var node = nodes.get(each.mechanism().exceptionId());
      var parentId = each.mechanism().parentId();
      if (node == null || (parentId == null && root != null)) {
        return null;
      }
      if (parentId == null) {
        root = node;
        continue;
      }
      var parent = nodes.get(parentId);
      if (parent == null || parent == node) {
        return null;
      }
      parent.children().add(node);
    }
    return root != null && reachable(root, new HashSet<>()) == nodes.size() ? root : null;
  }

  private static int reachable(Node node, Set<Integer> seen) {
    var id = node.thrown().mechanism().exceptionId();
    if (id == null || !seen.add(id)) {
      return 0;
    }
    int count = 1;
    for (var child : node.children()) {
      count += reachable(child, seen);
    }
    return count;
  }
}
