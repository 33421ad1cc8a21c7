package dev.tocsin.logs.loki.logql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{app=\"shop\"}",
        "{app=\"shop\", env!=\"dev\", pod=~\"web-.*\", zone!~\"eu.*\"}",
        "{app=\"shop\"} |= \"a\" != \"b\" |~ \"c.d\" !~ \"e\" |> \"<_> f\" !> \"g <_>\"",
        "{app=\"shop\"} |= \"a\" or \"b\" or \"c\"",
        "{app=\"shop\"} | json",
        "{app=\"shop\"} | json first=\"a.b[0]\", second",
        "{app=\"shop\"} | logfmt --strict --keep-empty",
        "{app=\"shop\"} | logfmt level, took=\"duration\"",
        "{app=\"shop\"} | pattern \"<ip> - <_>\"",
        "{app=\"shop\"} | regexp \"(?P<ip>\\\\S+)\"",
        "{app=\"shop\"} | unpack | decolorize",
        "{app=\"shop\"} | status >= 500",
        "{app=\"shop\"} | took > 1.5s and size < 20KB or level=\"error\"",
        "{app=\"shop\"} | a=\"1\" and (b=\"2\" or c!=\"3\")",
        "{app=\"shop\"} | client = ip(\"10.0.0.0/8\") and proxy != ip(\"::1\")",
        "{app=\"shop\"} | line_format \"{{.a}} {{.b | ToUpper}}\" | label_format x=y, z=\"{{.q}}\"",
        "{app=\"shop\"} | drop a, b=~\"c.*\" | keep d",
        "count_over_time({app=\"shop\"} |= \"x\" [5m])",
        "rate({app=\"shop\"} | json | unwrap bytes [1m])",
        "bytes_rate({app=\"shop\"}[1m]) / bytes_over_time({app=\"shop\"}[1h])",
        "sum_over_time({app=\"shop\"} | unwrap duration(took) | __error__=\"\" [5m] offset 1h)",
        "quantile_over_time(0.99, {app=\"shop\"} | json | unwrap took [5m]) by (path)",
        "sum by (level, detected_level) (count_over_time({app=\"shop\"}[15s]))",
        "topk(10, sum by (path) (rate({app=\"shop\"}[1m])))",
        "avg without (pod) (rate({app=\"shop\"}[1m]))",
        "sum(rate({a=\"b\"}[1m])) > bool 5",
        "sum(rate({a=\"b\"}[1m])) / on (x) sum(rate({a=\"c\"}[1m]))",
        "vector(1) + vector(1)",
        "(1 + 2) * 3",
        "2 ^ (3 ^ 2)",
        "absent_over_time({a=\"b\"}[5m]) unless ignoring (x) vector(2)",
        "label_replace(rate({a=\"b\"}[1m]), \"to\", \"$1\", \"from\", \"(.*)\")",
        "sort_desc(sum by (a) (count_over_time({a=~\".+\"}[1d2h])))",
        "-5 + vector(0)",
        "{app=\"a \\\"quoted\\\" \\\\ \\n text\"}",
      })
  void aQueryIsWrittenAsItWasRead(String text) {
    String once = Printer.print(Parser.query(text));
    assertThat(Parser.query(once)).isEqualTo(Parser.query(text));
    assertThat(once.replaceAll("\\s+", " ")).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      value = {
        "sum(rate({a=\"b\"}[1m])) by (x); sum by (x) (rate({a=\"b\"}[1m]))",
        "count_over_time({a=\"b\"}[5m] |= \"x\"); count_over_time({a=\"b\"} |= \"x\" [5m])",
        "rate(({a=\"b\"} | json)[5m]); rate({a=\"b\"} | json [5m])",
        "rate(({a=\"b\"} | json [5m])); rate({a=\"b\"} | json [5m])",
        "{a=\"b\",}; {a=\"b\"}",
        "{a=\"b\"} | x==5; {a=\"b\"} | x == 5",
        "{a=\"b\"} | x=\"1\", y=\"2\"; {a=\"b\"} | x=\"1\" and y=\"2\"",
        "1+2*3; 1 + (2 * 3)",
        "1-2-3; (1 - 2) - 3",
        "2^3^2; 2 ^ (3 ^ 2)",
        "{a=`b\\d`}; {a=\"b\\\\d\"}",
        "vector(1)+vector(1); vector(1) + vector(1)",
        "rate({a=\"b\"}[90s]); rate({a=\"b\"}[1m30s])",
        "topk(2,{} > 3); !",
        "1 or 2 and 3; 1 or (2 and 3)",
      })
  void otherSpellingsMeanTheSame(String text, String same) {
    if (same.equals("!")) {
      assertThatThrownBy(() -> Parser.query(text)).isInstanceOf(LogQlException.class);
      return;
    }
    assertThat(Printer.print(Parser.query(text))).isEqualTo(same);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      value = {
        "{a=b}; parse error at line 1, col 4: syntax error: unexpected IDENTIFIER \"b\", expecting STRING",
        "{a=\"b\"; parse error at line 1, col 7: syntax error: unexpected end of query, expecting \",\" or \"}\"",
        "''; parse error at line 1, col 1: syntax error: unexpected end of query, expecting \"{\", a function or a number",
        "{a=\"b\"} | json |; parse error at line 1, col 17: syntax error: unexpected end of query, expecting a pipeline stage or a label",
        "{a=\"b\"} |= 5; parse error at line 1, col 12: syntax error: unexpected NUMBER \"5\", expecting STRING",
        "{a=\"b\"} |~ \"(\"; parse error at line 1, col 12: invalid regular expression \"(\": missing closing )",
        "rate({a=\"b\"}); parse error at line 1, col 13: syntax error: unexpected \")\", expecting a range, as in [5m]",
        "sum({a=\"b\"}); parse error at line 1, col 5: 'a log query gives lines, not numbers; wrap it, as in count_over_time({…}[5m])'",
        "avg_over_time({a=\"b\"}[5m]); parse error at line 1, col 1: 'avg_over_time needs numbers; add | unwrap label'",
        "{a=\"b\"} | status > \"x\"; parse error at line 1, col 20: 'syntax error: unexpected STRING \"x\", expecting NUMBER, DURATION or BYTES'",
        "{a=\"b\"} | foo; parse error at line 1, col 14: 'syntax error: unexpected end of query, expecting a comparison after IDENTIFIER \"foo\"'",
        "{a=\"b} ; parse error at line 1, col 4: 'syntax error: string is not closed, expecting \"'",
        "{a=\"b\"} | line_format \"{{range .x}}\"; parse error at line 1, col 23: 'template: \"range\" is not supported'",
        "rate({a=\"b\"}[$__auto]); parse error at line 1, col 14: 'syntax error: unexpected character \"$\"'",
        "rate({a=\"b\"}[5x]); parse error at line 1, col 14: 'syntax error: \"5x\" is no number, duration or size'",
      })
  void aMistakeIsNamedWithItsPlace(String text, String message) {
    assertThatThrownBy(() -> Parser.query(text))
        .isInstanceOf(LogQlException.class)
        .hasMessageStartingWith(message.strip().replaceAll("^'|'$", "").replace(": '", ": "));
  }

  @Test
  void linesAreCounted() {
    assertThatThrownBy(() -> Parser.query("{a=\"b\"}\n  # why\n  | json\n  | =5"))
        .hasMessageStartingWith("parse error at line 4, col 5: ");
  }

  @Test
  void nestingIsBounded() {
    assertThatThrownBy(() -> Parser.query("(".repeat(10_000))).isInstanceOf(LogQlException.class);
    assertThatThrownBy(() -> Parser.query("{a=\"b\"} | " + "(".repeat(10_000)))
        .isInstanceOf(LogQlException.class);
    assertThatThrownBy(() -> Parser.query("rate(" + "(".repeat(10_000)))
        .isInstanceOf(LogQlException.class);
    assertThatThrownBy(() -> Parser.query("1^".repeat(5_000) + "1"))
        .isInstanceOf(LogQlException.class);
  }

  @Test
  void longQueriesAreNested() {
    String text =
        "sum by (path) (count_over_time({app=\"shop\", env=\"production\"} |= \"payment failed\""
            + " | json | status >= 500 and method=\"POST\"[5m]))";
    assertThat(Printer.print(Parser.query(text)))
        .isEqualTo(
            """
            sum by (path) (
              count_over_time(
                {app="shop", env="production"} |= "payment failed" | json | status >= 500 and method="POST"
                [5m]
              )
            )""");
  }
}
