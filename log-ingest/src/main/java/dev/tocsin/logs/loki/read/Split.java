package dev.tocsin.logs.loki.read;

import dev.tocsin.logs.loki.logql.Condition;
import dev.tocsin.logs.loki.logql.Query;
import dev.tocsin.logs.loki.logql.Stage;
import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.query.language.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A log query in two halves: what the store answers, and what has to be done line by line.
 *
 * @param stored condition on stored lines
 * @param rest stages that remain, in order
 */
public record Split(Expr stored, List<Stage> rest) {

  private static final Set<String> FIXED = Set.of(StreamLabels.SERVICE, StreamLabels.LEVEL);

  /** Divides a query. */
  public static Split of(Query.Lines lines, LabelConditions labels) {
    var work = new Work(labels);
    work.stored.add(labels.all(lines.matchers()));
    lines.stages().forEach(work::take);
    return new Split(Expr.and(work.stored), withoutIdle(work.rest, work.parsed));
  }

  /** The two halves while they grow, and what the stages so far have changed. */
  private static final class Work {
    private final LabelConditions labels;
    private final List<Expr> stored = new ArrayList<>();
    private final List<Stage> rest = new ArrayList<>();
    private boolean sameLine = true;
    private boolean sameLabels = true;
    private boolean parsed;

    private Work(LabelConditions labels) {
      this.labels = labels;
    }

    private void take(Stage stage) {
      Expr condition =
          switch (stage) {
            case Stage.LineFilter filter -> sameLine ? line(filter) : null;
            case Stage.LabelFilter filter -> stored(filter.condition());
            default -> null;
          };
      if (condition != null) {
        stored.add(condition);
      }
      boolean pattern = stage instanceof Stage.LineFilter f && f.way() == Stage.Way.PATTERN;
      if (condition == null || pattern) {
        rest.add(stage);
      }
      remember(stage);
    }

    private @Nullable Expr stored(Condition condition) {
      boolean certain = sameLabels && (!parsed || FIXED.containsAll(Needed.names(condition)));
      return certain ? labels.of(condition) : null;
    }

    private void remember(Stage stage) {
      switch (stage) {
        case Stage.LineFilter filter -> {}
        case Stage.LabelFilter filter -> {}
        case Stage.LineFormat format -> sameLine = false;
        case Stage.Decolorize decolorize -> sameLine = false;
        case Stage.Unpack unpack -> {
          sameLine = false;
          parsed = true;
        }
        case Stage.LabelFormat format -> sameLabels = false;
        case Stage.Drop drop -> sameLabels &= harmless(drop);
        case Stage.Keep keep -> sameLabels = false;
        case Stage.Json json -> parsed = true;
        case Stage.Logfmt logfmt -> parsed = true;
        case Stage.Pattern pattern -> parsed = true;
        case Stage.Regexp regexp -> parsed = true;
      }
    }
  }

  /** Grafana adds {@code | drop __error__} to most queries; without a parser there is none. */
  private static List<Stage> withoutIdle(List<Stage> rest, boolean parsed) {
    return rest.stream()
        .filter(stage -> parsed || !(stage instanceof Stage.Drop drop && harmless(drop)))
        .toList();
  }

  /** Whether stages do nothing at all to lines as they are stored. */
  static boolean idle(List<Stage> stages) {
    return stages.stream().allMatch(stage -> stage instanceof Stage.Drop drop && harmless(drop));
  }

  private static boolean harmless(Stage.Drop drop) {
    return drop.labels().stream().allMatch(choice -> choice.label().startsWith("__error"));
  }

  private static Expr line(Stage.LineFilter filter) {
    if (filter.way() == Stage.Way.PATTERN) {
      return filter.negative()
          ? Expr.ALL
          : Expr.or(filter.texts().stream().map(Split::holds).toList());
    }
    boolean regex = filter.way() == Stage.Way.REGEX;
    var ways = new ArrayList<Expr>();
    for (String text : filter.texts()) {
      boolean everything = text.isEmpty() || regex && (text.equals(".*") || text.equals(".+"));
      ways.add(
          everything
              ? Expr.ALL
              : new Expr.Text(
                  Field.BODY, regex ? Expr.Kind.REGEX : Expr.Kind.SUBSTRING, text, true));
    }
    Expr any = Expr.or(ways);
    if (!filter.negative()) {
      return any;
    }
    return any == Expr.ALL ? LabelConditions.NEVER : new Expr.Not(any);
  }

  /** What a line has to hold in any case to follow an example. */
  private static Expr holds(String pattern) {
    var literals = new ArrayList<Expr>();
    for (String literal : pattern.split("<[A-Za-z_][A-Za-z0-9_]*>")) {
      if (!literal.isEmpty()) {
        literals.add(new Expr.Text(Field.BODY, Expr.Kind.SUBSTRING, literal, true));
      }
    }
    return Expr.and(literals);
  }

  /** Whether a stored-lines condition is all there is to do. */
  boolean complete() {
    return rest.isEmpty();
  }
}
