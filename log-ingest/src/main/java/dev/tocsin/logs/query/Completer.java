package dev.tocsin.logs.query;

import dev.tocsin.logs.query.LanguageResource.Suggestion;
import dev.tocsin.logs.query.engine.Scope;
import dev.tocsin.logs.query.engine.Select;
import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.query.language.FieldNames;
import dev.tocsin.logs.query.language.TermAt;
import dev.tocsin.logs.record.Level;
import dev.tocsin.logs.segment.QueryHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Suggests what could be typed, from the language and from what is stored. */
public final class Completer {

  private static final int MOST = 20;

  private final SearchStore store;
  private final FieldSample sample;

  /** Works on the stored logs. */
  public Completer(SearchStore store, FieldSample sample) {
    this.store = store;
    this.sample = sample;
  }

  /** Suggestions for a term, at most twenty. */
  List<Suggestion> suggest(QueryHandle handle, Scope scope, TermAt term) {
    String name = term.field();
    if (name == null) {
      return names(handle, scope, term.prefix());
    }
    if (name.equalsIgnoreCase("level") || name.equalsIgnoreCase("severity")) {
      return levels(term.prefix());
    }
    return values(handle, scope, name.replace("\"", ""), term.prefix());
  }

  private List<Suggestion> names(QueryHandle handle, Scope scope, String prefix) {
    String start = prefix.replace("\"", "").toLowerCase(Locale.ROOT);
    var found = new ArrayList<Suggestion>();
    for (var field : LanguageHelp.ALL.fields()) {
      if (field.name().startsWith(start)) {
        found.add(new Suggestion(field.name() + ":", "field", field.meaning()));
      }
    }
    for (var field : sample.fields(handle, new Question(scope, Expr.ALL)).items()) {
      if (field.name().toLowerCase(Locale.ROOT).startsWith(start)) {
        String share = Math.round(field.share() * 100) + " % of the newest lines";
        String types = String.join(", ", field.types());
        found.add(new Suggestion(typed(field.name()) + ":", "field", types + ", " + share));
      }
    }
    if (!prefix.isEmpty()) {
      Stream.of("AND", "OR", "NOT")
          .filter(word -> word.startsWith(prefix))
          .forEach(word -> found.add(new Suggestion(word, "keyword", "joins conditions")));
    }
    return found.stream().distinct().limit(MOST).toList();
  }

  private static List<Suggestion> levels(String prefix) {
    var found = new ArrayList<Suggestion>();
    for (Level level : Level.values()) {
      if (level.label().startsWith(prefix.toLowerCase(Locale.ROOT))) {
        String numbers = level.lowest() + " to " + (level.lowest() + 3);
        found.add(new Suggestion(level.label(), "level", "severity numbers " + numbers));
      }
    }
    return found;
  }

  private List<Suggestion> values(QueryHandle handle, Scope scope, String name, String prefix) {
    var field = FieldNames.field(name);
    String pattern = prefix.replaceAll("([*?\\\\])", "\\\\$1") + "*";
    Expr expr =
        prefix.isEmpty()
            ? new Expr.Exists(field)
            : new Expr.Text(field, Expr.Kind.WILDCARD, pattern, false);
    return store.values(handle, new Question(scope, expr), Select.text(field), MOST).stream()
        .filter(value -> value.value() != null && value.value().length() <= 256)
        .map(
            value ->
                new Suggestion(
                    typed(String.valueOf(value.value())), "value", value.count() + " lines"))
        .toList();
  }

  /** As it must be typed, in quotes where it needs them. */
  private static String typed(String text) {
    return text.matches("[\\p{L}\\p{N}_./@$-]+") && !text.startsWith("-") && !text.startsWith("/")
        ? text
        : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
