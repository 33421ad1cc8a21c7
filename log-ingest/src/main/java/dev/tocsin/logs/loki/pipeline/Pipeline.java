package dev.tocsin.logs.loki.pipeline;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.tocsin.logs.loki.logql.Regexes;
import dev.tocsin.logs.loki.logql.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The stages of a query, ready to run. */
public final class Pipeline {

  private static final Pattern COLOURS = Pattern.compile("\\x1b\\[[0-9;]*[A-Za-z]");

  private final Step[] steps;

  /** Prepares the stages in their order. */
  public Pipeline(List<Stage> stages) {
    this.steps = stages.stream().map(Pipeline::step).toArray(Step[]::new);
  }

  /** Whether it leaves every line as it is. */
  public boolean empty() {
    return steps.length == 0;
  }

  /** Sends a line through all stages; false when one of them drops it. */
  public boolean take(Line line) {
    for (Step step : steps) {
      if (!step.take(line)) {
        return false;
      }
    }
    return true;
  }

  private static Step step(Stage stage) {
    return switch (stage) {
      case Stage.LineFilter filter -> lineFilter(filter);
      case Stage.Json json -> new JsonStep(json.fields(), false);
      case Stage.Unpack unpack -> new JsonStep(List.of(), true);
      case Stage.Logfmt logfmt ->
          new LogfmtStep(logfmt.strict(), logfmt.keepEmpty(), logfmt.fields());
      case Stage.Pattern pattern -> {
        var text = new PatternText(pattern.pattern());
        yield line -> {
          text.captures(line.text(), line::extract);
          return true;
        };
      }
      case Stage.Regexp regexp -> regexp(Regexes.searching(regexp.regex()));
      case Stage.LabelFilter filter -> Conditions.of(filter.condition());
      case Stage.LineFormat format ->
          line -> {
            line.text(format.template().fill(name -> named(line, name)));
            return true;
          };
      case Stage.LabelFormat format ->
          line -> {
            format.assignments().forEach(assignment -> assign(line, assignment));
            return true;
          };
      case Stage.Drop drop -> drop(drop.labels());
      case Stage.Keep keep -> keep(keep.labels());
      case Stage.Decolorize decolorize ->
          line -> {
            line.text(COLOURS.matcher(line.text()).replaceAll(""));
            return true;
          };
    };
  }

  private static Step lineFilter(Stage.LineFilter filter) {
    var tests = new ArrayList<Predicate<String>>();
    for (String text : filter.texts()) {
      tests.add(
          switch (filter.way()) {
            case CONTAINS -> line -> line.contains(text);
            case REGEX -> {
              var regex = Regexes.searching(text);
              yield line -> regex.matcher(line).find();
            }
            case PATTERN -> new PatternText(text)::matches;
          });
    }
    return line -> {
      for (Predicate<String> test : tests) {
        if (test.test(line.text())) {
          return !filter.negative();
        }
      }
      return filter.negative();
    };
  }

  private static Step regexp(Pattern pattern) {
    Map<String, Integer> groups = pattern.namedGroups();
    return line -> {
      Matcher matcher = pattern.matcher(line.text());
      if (matcher.find()) {
        groups.forEach(
            (name, number) -> {
              String value = matcher.group(number);
              if (value != null) {
                line.extract(name, value);
              }
            });
      }
      return true;
    };
  }

  private static String named(Line line, String name) {
    return switch (name) {
      case "__line__" -> line.text();
      case "__timestamp__" -> Long.toString(line.timeNs());
      default -> line.value(name);
    };
  }

  private static void assign(Line line, Stage.Assignment assignment) {
    var template = assignment.template();
    if (template != null) {
      line.set(assignment.label(), template.fill(name -> named(line, name)));
      return;
    }
    String source = String.valueOf(assignment.source());
    String value = line.get(source);
    if (value != null) {
      line.remove(source);
      line.set(assignment.label(), value);
    }
  }

  private static Step drop(List<Stage.Choice> choices) {
    var chosen = choices.stream().map(Chosen::of).toList();
    return line -> {
      for (Chosen choice : chosen) {
        String value = line.get(choice.label());
        if (value != null && choice.test().test(value)) {
          line.remove(choice.label());
        }
      }
      return true;
    };
  }

  private static Step keep(List<Stage.Choice> choices) {
    var chosen = choices.stream().map(Chosen::of).toList();
    return line -> {
      line.removeIf(
          (label, value) ->
              chosen.stream()
                  .noneMatch(choice -> choice.label().equals(label) && choice.test().test(value)));
      return true;
    };
  }

  private record Chosen(String label, Predicate<String> test) {
    static Chosen of(Stage.Choice choice) {
      var matcher = choice.matcher();
      return new Chosen(choice.label(), matcher == null ? value -> true : Conditions.text(matcher));
    }
  }
}
