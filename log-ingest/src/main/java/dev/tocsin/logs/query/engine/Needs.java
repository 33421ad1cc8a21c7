package dev.tocsin.logs.query.engine;

import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.query.language.Field;
import dev.tocsin.logs.segment.Tokens;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which blocks can hold rows of a condition, told by the tokens and trace ids it cannot do without.
 */
final class Needs {

  /** Asks the filter of one segment. */
  interface Filter {
    /** Blocks that may hold all tokens and the trace id. */
    BitSet blocks(Collection<Long> tokens, @Nullable String traceId);
  }

  /** Truth values are written without being tokens of the filter. */
  private static final Set<String> UNFILTERED = Set.of("true", "false");

  private Needs() {}

  /** Whether a filter can help at all. */
  static boolean any(Expr expr) {
    return switch (expr) {
      case Expr.And and -> and.parts().stream().anyMatch(Needs::any);
      case Expr.Or or -> !or.parts().isEmpty() && or.parts().stream().allMatch(Needs::any);
      case Expr.Text text -> trace(text) != null || !tokens(text).isEmpty();
      case Expr.All all -> false;
      case Expr.Not not -> false;
      case Expr.Number number -> false;
      case Expr.Severity severity -> false;
      case Expr.Time time -> false;
      case Expr.Exists exists -> false;
    };
  }

  /** All the words that are asked for, sorted. */
  static List<String> words(Expr expr) {
    var words = new TreeSet<String>();
    collect(expr, words);
    return List.copyOf(words);
  }

  private static void collect(Expr expr, Set<String> words) {
    switch (expr) {
      case Expr.And and -> and.parts().forEach(part -> collect(part, words));
      case Expr.Or or when any(or) -> or.parts().forEach(part -> collect(part, words));
      case Expr.Text text -> words.addAll(tokens(text));
      default -> {}
    }
  }

  /** Blocks that may hold rows; null for all. */
  static @Nullable BitSet blocks(Expr expr, Filter filter) {
    return switch (expr) {
      case Expr.And and -> every(and.parts(), filter);
      case Expr.Or or -> either(or.parts(), filter);
      case Expr.Text text -> one(text, filter);
      case Expr.All all -> null;
      case Expr.Not not -> null;
      case Expr.Number number -> null;
      case Expr.Severity severity -> null;
      case Expr.Time time -> null;
      case Expr.Exists exists -> null;
    };
  }

  private static @Nullable BitSet every(List<Expr> parts, Filter filter) {
    BitSet all = null;
    for (Expr part : parts) {
      BitSet blocks = blocks(part, filter);
      if (all == null) {
        all = blocks;
      } else if (blocks != null) {
        all.and(blocks);
      }
    }
    return all;
  }

  private static @Nullable BitSet either(List<Expr> parts, Filter filter) {
    var any = new BitSet();
    for (Expr part : parts) {
      BitSet blocks = blocks(part, filter);
      if (blocks == null) {
        return null;
      }
      any.or(blocks);
    }
    return any;
  }

  private static @Nullable BitSet one(Expr.Text text, Filter filter) {
    String trace = trace(text);
    if (trace != null) {
      return filter.blocks(List.of(), trace);
    }
    List<String> tokens = tokens(text);
    return tokens.isEmpty()
        ? null
        : filter.blocks(tokens.stream().map(Tokens::hash).toList(), null);
  }

  private static @Nullable String trace(Expr.Text text) {
    boolean whole =
        text.field() instanceof Field.TraceId
            && text.kind() == Expr.Kind.EXACT
            && text.pattern().matches("[0-9a-f]{32}");
    return whole ? text.pattern() : null;
  }

  /** Tokens that every matching value has as a whole. */
  static List<String> tokens(Expr.Text text) {
    boolean filtered =
        text.field() instanceof Field.Any
            || text.field() instanceof Field.Body
            || text.field() instanceof Field.Attribute;
    if (!filtered) {
      return List.of();
    }
    List<String> found =
        switch (text.kind()) {
          case WORD, PHRASE, EXACT -> Tokens.of(text.pattern());
          case PREFIX -> inside(text.pattern(), false, true);
          case SUBSTRING -> inside(text.pattern(), true, true);
          case WILDCARD -> ofWildcard(text.pattern());
          case REGEX -> List.of();
        };
    return found.stream()
        .filter(token -> !UNFILTERED.contains(token))
        .filter(token -> text.caseSensitive() || token.chars().allMatch(c -> c < 0x80))
        .toList();
  }

  /** Tokens of a piece of text, without those that may go on beyond an open end. */
  private static List<String> inside(String piece, boolean openStart, boolean openEnd) {
    int from = 0;
    int to = piece.length();
    while (openStart && from < to && part(piece.charAt(from))) {
      from++;
    }
    while (openEnd && to > from && part(piece.charAt(to - 1))) {
      to--;
    }
    return Tokens.of(piece.substring(from, to));
  }

  private static List<String> ofWildcard(String pattern) {
    var found = new ArrayList<String>();
    var piece = new StringBuilder();
    boolean open = false;
    for (int i = 0; i <= pattern.length(); i++) {
      char c = i == pattern.length() ? '\0' : pattern.charAt(i);
      boolean wild = i < pattern.length() && (c == '*' || c == '?');
      if (wild || i == pattern.length()) {
        found.addAll(inside(piece.toString(), open, wild));
        piece.setLength(0);
        open = true;
      } else {
        piece.append(c == '\\' && i + 1 < pattern.length() ? pattern.charAt(++i) : c);
      }
    }
    return found;
  }

  private static boolean part(char c) {
    return c >= 0x80 || Tokens.part((byte) c);
  }
}
