package dev.tocsin.logs.loki.logql;

import dev.tocsin.logs.loki.logql.Matcher.Match;
import dev.tocsin.logs.loki.logql.Query.Unwrap;
import dev.tocsin.logs.loki.logql.Stage.Way;
import dev.tocsin.logs.loki.logql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Selectors and the stages behind them. */
final class PipelineParser {

  private static final Map<String, Match> MATCHES =
      Map.of("=", Match.EQUAL, "!=", Match.NOT_EQUAL, "=~", Match.REGEX, "!~", Match.NOT_REGEX);

  private final TokenStream tokens;
  private final ConditionParser conditions;

  PipelineParser(TokenStream tokens) {
    this.tokens = tokens;
    this.conditions = new ConditionParser(tokens);
  }

  /** {@code {a="b", c=~"d"}}. */
  List<Matcher> selector() {
    tokens.sign("{");
    var matchers = new ArrayList<Matcher>();
    while (!tokens.takeSign("}")) {
      if (tokens.peek().kind() != Kind.WORD) {
        throw tokens.peek().unexpected("label name or \"}\"");
      }
      String label = tokens.take().text();
      matchers.add(matcher(label));
      if (!tokens.peek().is("}") && !tokens.takeSign(",")) {
        throw tokens.peek().unexpected("\",\" or \"}\"");
      }
    }
    return matchers;
  }

  private Matcher matcher(String label) {
    Token sign = tokens.peek();
    Match match = sign.kind() == Kind.SIGN ? MATCHES.get(sign.text()) : null;
    if (match == null) {
      throw sign.unexpected("one of = != =~ !~");
    }
    tokens.take();
    return ConditionParser.checked(label, match, tokens);
  }

  /** Every stage up to a token that starts none; unwrap is left to {@link #unwrap}. */
  void stages(List<Stage> stages) {
    while (true) {
      Token token = tokens.peek();
      if (token.kind() != Kind.SIGN) {
        return;
      }
      switch (token.text()) {
        case "|=" -> lineFilter(stages, false, Way.CONTAINS);
        case "!=" -> lineFilter(stages, true, Way.CONTAINS);
        case "|~" -> lineFilter(stages, false, Way.REGEX);
        case "!~" -> lineFilter(stages, true, Way.REGEX);
        case "|>" -> lineFilter(stages, false, Way.PATTERN);
        case "!>" -> lineFilter(stages, true, Way.PATTERN);
        case "|" -> {
          if (tokens.peek(1).isWord("unwrap")) {
            return;
          }
          tokens.take();
          stages.add(stage());
        }
        default -> {
          return;
        }
      }
    }
  }

  private void lineFilter(List<Stage> stages, boolean negative, Way way) {
    Token sign = tokens.peek();
    if (negative && tokens.peek(1).kind() != Kind.STRING) {
      throw tokens.peek(1).unexpected(Kind.STRING.label());
    }
    tokens.take();
    var texts = new ArrayList<String>();
    do {
      if (tokens.peek().isWord("ip")) {
        throw new LogQlException(
            sign.line(), sign.column(), "ip() is supported in label filters, not in line filters");
      }
      Token text = tokens.peek();
      texts.add(tokens.text(Kind.STRING));
      if (way == Way.REGEX) {
        Regexes.check(text);
      }
    } while (tokens.takeWord("or"));
    stages.add(new Stage.LineFilter(negative, way, List.copyOf(texts)));
  }

  private Stage stage() {
    Token token = tokens.peek();
    if (token.is("(")) {
      return new Stage.LabelFilter(conditions.condition());
    }
    if (token.kind() != Kind.WORD) {
      throw token.unexpected("a pipeline stage or a label");
    }
    Token next = tokens.peek(1);
    boolean filter = next.kind() == Kind.SIGN && ConditionParser.COMPARISONS.contains(next.text());
    if (filter) {
      return new Stage.LabelFilter(conditions.condition());
    }
    tokens.take();
    return switch (token.text()) {
      case "json" -> new Stage.Json(fields());
      case "logfmt" -> logfmt();
      case "pattern" -> {
        Token text = tokens.peek();
        String pattern = tokens.text(Kind.STRING);
        if (!pattern.contains("<")) {
          throw new LogQlException(
              text.line(),
              text.column(),
              "pattern names nothing; write for instance \"<ip> - <_>\"");
        }
        yield new Stage.Pattern(pattern);
      }
      case "regexp" -> {
        Token text = tokens.peek();
        String regex = tokens.text(Kind.STRING);
        if (Regexes.check(text).namedGroups().isEmpty()) {
          throw new LogQlException(
              text.line(), text.column(), "regexp names no group; write for instance (?P<ip>\\S+)");
        }
        yield new Stage.Regexp(regex);
      }
      case "unpack" -> new Stage.Unpack();
      case "line_format" -> new Stage.LineFormat(template());
      case "label_format" -> labelFormat();
      case "drop" -> new Stage.Drop(choices());
      case "keep" -> new Stage.Keep(choices());
      case "decolorize" -> new Stage.Decolorize();
      default -> throw next.unexpected("a comparison after " + token.shown());
    };
  }

  private Stage logfmt() {
    boolean strict = false;
    boolean keepEmpty = false;
    while (tokens.peek().is("-") && tokens.peek(1).is("-")) {
      tokens.take();
      tokens.take();
      if (tokens.takeWord("strict")) {
        strict = true;
      } else if (tokens.takeWord("keep")) {
        tokens.sign("-");
        if (!tokens.takeWord("empty")) {
          throw tokens.peek().unexpected("--keep-empty");
        }
        keepEmpty = true;
      } else {
        throw tokens.peek().unexpected("--strict or --keep-empty");
      }
    }
    return new Stage.Logfmt(strict, keepEmpty, fields());
  }

  private List<Stage.Field> fields() {
    var fields = new ArrayList<Stage.Field>();
    if (tokens.peek().kind() != Kind.WORD || stopsFields(tokens.peek())) {
      return fields;
    }
    do {
      String label = tokens.text(Kind.WORD);
      fields.add(new Stage.Field(label, tokens.takeSign("=") ? tokens.text(Kind.STRING) : label));
    } while (tokens.takeSign(","));
    return List.copyOf(fields);
  }

  private static boolean stopsFields(Token token) {
    return token.isWord("offset");
  }

  private Stage labelFormat() {
    var assignments = new ArrayList<Stage.Assignment>();
    do {
      String label = tokens.text(Kind.WORD);
      tokens.sign("=");
      assignments.add(
          tokens.peek().kind() == Kind.STRING
              ? new Stage.Assignment(label, null, template())
              : new Stage.Assignment(label, tokens.text(Kind.WORD), null));
    } while (tokens.takeSign(","));
    return new Stage.LabelFormat(List.copyOf(assignments));
  }

  private Template template() {
    Token token = tokens.peek();
    String text = tokens.text(Kind.STRING);
    try {
      return Template.of(text);
    } catch (LogQlException e) {
      throw new LogQlException(token.line(), token.column(), String.valueOf(e.getMessage()));
    }
  }

  private List<Stage.Choice> choices() {
    var choices = new ArrayList<Stage.Choice>();
    do {
      String label = tokens.text(Kind.WORD);
      Token sign = tokens.peek();
      boolean only = sign.kind() == Kind.SIGN && MATCHES.containsKey(sign.text());
      choices.add(new Stage.Choice(label, only ? matcher(label) : null));
    } while (tokens.takeSign(","));
    return List.copyOf(choices);
  }

  /** {@code | unwrap x}, with the label filters behind it; null when there is none. */
  @Nullable Unwrap unwrap() {
    if (!tokens.peek().is("|") || !tokens.peek(1).isWord("unwrap")) {
      return null;
    }
    tokens.take();
    tokens.take();
    Token first = tokens.peek();
    String label = tokens.text(Kind.WORD);
    String conversion = null;
    if (tokens.takeSign("(")) {
      if (!List.of("duration", "duration_seconds", "bytes").contains(label)) {
        throw first.unexpected("duration, duration_seconds or bytes");
      }
      conversion = label;
      label = tokens.text(Kind.WORD);
      tokens.sign(")");
    }
    var filters = new ArrayList<Stage>();
    while (tokens.peek().is("|")) {
      tokens.take();
      filters.add(new Stage.LabelFilter(conditions.condition()));
    }
    return new Unwrap(label, conversion, List.copyOf(filters));
  }
}
