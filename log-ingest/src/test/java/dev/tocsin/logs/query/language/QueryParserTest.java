package dev.tocsin.logs.query.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.logs.query.language.Expr.Kind;
import dev.tocsin.logs.query.language.Expr.Unit;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryParserTest {

  private static final Field STATUS = new Field.Attribute("status");
  private static final Field PATH = new Field.Attribute("path");

  @Test
  void readsTheExampleOfTheDocumentation() {
    var expr =
        parse(
            "level>=warn service:checkout \"connection refused\" -path:/health status:>=500"
                + " /time.?out/i");
    assertThat(expr)
        .isEqualTo(
            Expr.and(
                new Expr.Severity(Op.GE, 13),
                text(Field.SERVICE, Kind.EXACT, "checkout"),
                text(Field.ANY, Kind.PHRASE, "connection refused"),
                new Expr.Not(text(PATH, Kind.EXACT, "/health")),
                new Expr.Number(STATUS, Op.GE, 500),
                text(Field.ANY, Kind.REGEX, "time.?out")));
  }

  @Test
  void nothingTypedMeansEveryLine() {
    assertThat(parse("")).isEqualTo(Expr.ALL);
    assertThat(parse("  ")).isEqualTo(Expr.ALL);
    assertThat(parse("*")).isEqualTo(Expr.ALL);
  }

  @Test
  void aWordIsATokenAndAnythingElseAPhrase() {
    assertThat(parse("refused")).isEqualTo(text(Field.ANY, Kind.WORD, "refused"));
    assertThat(parse("10.0.0.1:80")).isEqualTo(text(Field.ANY, Kind.PHRASE, "10.0.0.1:80"));
    assertThat(parse("/api/v1/users")).isEqualTo(text(Field.ANY, Kind.PHRASE, "/api/v1/users"));
    assertThat(parse("http://example.com/a?b"))
        .isInstanceOfSatisfying(Expr.Text.class, t -> assertThat(t.field()).isEqualTo(Field.ANY));
    assertThat(parse("\"a \\\"quoted\\\" text\""))
        .isEqualTo(text(Field.ANY, Kind.PHRASE, "a \"quoted\" text"));
    assertThat(parse("a\\ b\\(c\\)")).isEqualTo(text(Field.ANY, Kind.PHRASE, "a b(c)"));
  }

  @Test
  void wildcardsInFreeTextStayWithinAWord() {
    assertThat(parse("conn*")).isEqualTo(text(Field.ANY, Kind.PREFIX, "conn"));
    assertThat(parse("*onn*")).isEqualTo(text(Field.ANY, Kind.SUBSTRING, "onn"));
    assertThat(parse("c?t"))
        .isInstanceOfSatisfying(Expr.Text.class, t -> assertThat(t.kind()).isEqualTo(Kind.REGEX));
    assertThat(parse("2\\*3")).isEqualTo(text(Field.ANY, Kind.PHRASE, "2*3"));
    assertThat(parse("path:/api/*")).isEqualTo(text(PATH, Kind.WILDCARD, "/api/*"));
    assertThat(parse("path:*")).isEqualTo(new Expr.Exists(PATH));
  }

  @Test
  void precedenceIsNotThenAndThenOr() {
    Expr a = word("a");
    Expr b = word("b");
    Expr c = word("c");
    assertThat(parse("a b OR c")).isEqualTo(Expr.or(List.of(Expr.and(a, b), c)));
    assertThat(parse("a AND (b OR c)")).isEqualTo(Expr.and(a, Expr.or(List.of(b, c))));
    assertThat(parse("NOT a -b !c"))
        .isEqualTo(Expr.and(new Expr.Not(a), new Expr.Not(b), new Expr.Not(c)));
    assertThat(parse("-(a || b) && c"))
        .isEqualTo(Expr.and(new Expr.Not(Expr.or(List.of(a, b))), c));
    assertThat(parse("and or")).isEqualTo(Expr.and(word("and"), word("or")));
    assertThat(parse("a - b")).isEqualTo(Expr.and(a, text(Field.ANY, Kind.PHRASE, "-"), b));
  }

  @Test
  void numbersDurationsSizesAndRanges() {
    Field duration = new Field.Attribute("duration");
    assertThat(parse("duration:>1.5s"))
        .isEqualTo(new Expr.Number(duration, Op.GT, 1.5, Unit.DURATION));
    assertThat(parse("size<20KiB"))
        .isEqualTo(new Expr.Number(new Field.Attribute("size"), Op.LT, 20480, Unit.BYTES));
    assertThat(parse("status:500..599"))
        .isEqualTo(
            Expr.and(new Expr.Number(STATUS, Op.GE, 500), new Expr.Number(STATUS, Op.LE, 599)));
    assertThat(parse("status:500"))
        .isEqualTo(
            Expr.or(List.of(text(STATUS, Kind.EXACT, "500"), text(STATUS, Kind.EXACT, "500.0"))));
    assertThat(parse("status=500")).isEqualTo(new Expr.Text(STATUS, Kind.EXACT, "500", true));
  }

  @Test
  void levelsByWordAndRange() {
    assertThat(parse("level:error"))
        .isEqualTo(Expr.and(new Expr.Severity(Op.GE, 17), new Expr.Severity(Op.LE, 20)));
    assertThat(parse("level<warn"))
        .isEqualTo(Expr.and(new Expr.Severity(Op.GE, 1), new Expr.Severity(Op.LE, 12)));
    assertThat(parse("level:(warn OR error)"))
        .isEqualTo(Expr.or(List.of(parse("level:warn"), parse("level:error"))));
    assertThat(parse("level:(warn error)")).isEqualTo(parse("level:(warn OR error)"));
    assertThat(parse("level:warn..fatal"))
        .isEqualTo(Expr.and(new Expr.Severity(Op.GE, 13), new Expr.Severity(Op.LE, 24)));
    assertThat(parse("level:unknown")).isEqualTo(new Expr.Severity(Op.EQ, 0));
  }

  @Test
  void listsNegationAndQuotedNames() {
    assertThat(parse("status:(>=500 429)"))
        .isEqualTo(Expr.or(List.of(new Expr.Number(STATUS, Op.GE, 500), parse("status:429"))));
    assertThat(parse("path:(/a AND -/b)"))
        .isEqualTo(
            Expr.and(text(PATH, Kind.EXACT, "/a"), new Expr.Not(text(PATH, Kind.EXACT, "/b"))));
    assertThat(parse("\"my key\":x"))
        .isEqualTo(text(new Field.Attribute("my key"), Kind.EXACT, "x"));
    assertThat(parse("\"service\":x"))
        .isEqualTo(text(new Field.Attribute("service"), Kind.EXACT, "x"));
    assertThat(parse("http.url:\"a*b\""))
        .isEqualTo(text(new Field.Attribute("http.url"), Kind.EXACT, "a*b"));
    assertThat(parse("path!=/a"))
        .isEqualTo(new Expr.Not(new Expr.Text(PATH, Kind.EXACT, "/a", true)));
  }

  @Test
  void idsAreFoundWithoutAName() {
    String trace = "4BF92F3577B34DA6A3CE929D0E0E4736";
    assertThat(parse(trace))
        .isEqualTo(
            Expr.or(
                List.of(
                    text(Field.ANY, Kind.WORD, trace),
                    Expr.exactly(Field.TRACE_ID, trace.toLowerCase(java.util.Locale.ROOT)))));
    assertThat(parse("trace_id:" + trace))
        .isEqualTo(Expr.exactly(Field.TRACE_ID, trace.toLowerCase(java.util.Locale.ROOT)));
  }

  @Test
  void mistakesAreNamedWithPlaceAndExpectation() {
    assertThat(bad("level>=loud").position()).isEqualTo(7);
    assertThat(bad("level>=loud").expected()).startsWith("a level");
    assertThat(bad("(a OR b").message())
        .isEqualTo(
            "at position 7: \")\" was expected, the end was found; the bracket was opened at"
                + " position 0");
    assertThat(bad("a)").found()).isEqualTo("\")\"");
    assertThat(bad("a OR").expected()).isEqualTo("a condition");
    assertThat(bad("OR a").position()).isZero();
    assertThat(bad("status:").expected()).isEqualTo("a value");
    assertThat(bad("status:>=abc").expected()).startsWith("a number");
    assertThat(bad("service:>5").expected()).startsWith("an attribute");
    assertThat(bad("\"open").expected()).isEqualTo("a closing quotation mark");
    assertThat(bad("/a(/").expected()).isEqualTo("a regular expression");
    assertThat(bad("/((a{100}){100}){100}/").expected()).contains("repetitions");
    assertThat(bad("()").expected()).isEqualTo("a condition");
  }

  @Test
  void hostileTextsAreRefusedNotEndured() {
    assertThat(bad("a".repeat(5000)).expected()).contains("4096");
    assertThat(bad("(".repeat(1000) + "a").expected()).contains("50 levels");
    assertThat(bad("NOT ".repeat(1000) + "a").expected()).contains("50 levels");
    assertThat(bad("a ".repeat(1000)).expected()).contains("200 conditions");
  }

  private static Expr parse(String text) {
    return switch (QueryParser.parse(text)) {
      case Parsed.Good good -> good.expr();
      case Parsed.Bad bad -> throw new AssertionError(text + ": " + bad.message());
    };
  }

  private static Parsed.Bad bad(String text) {
    return (Parsed.Bad) QueryParser.parse(text);
  }

  private static Expr word(String word) {
    return text(Field.ANY, Kind.WORD, word);
  }

  private static Expr text(Field field, Kind kind, String pattern) {
    return new Expr.Text(field, kind, pattern, false);
  }
}
