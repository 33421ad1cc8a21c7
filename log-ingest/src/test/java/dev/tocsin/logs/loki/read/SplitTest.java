package dev.tocsin.logs.loki.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.logs.loki.logql.Parser;
import dev.tocsin.logs.loki.logql.Query;
import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.query.language.Field;
import dev.tocsin.logs.query.language.Op;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitTest {

  private static final LabelConditions LABELS =
      new LabelConditions(label -> List.of(label.replace('_', '.')));

  private static final Expr SHOP = Expr.exactly(Field.SERVICE, "shop");

  @Test
  void whatTheStoreKnowsIsAskedThere() {
    Split split = split("{service_name=\"shop\"} |= \"a\" != \"b\" |~ \"c+\" | http_status >= 500");
    assertThat(split.complete()).isTrue();
    assertThat(split.stored())
        .isEqualTo(
            Expr.and(
                SHOP,
                body(Expr.Kind.SUBSTRING, "a"),
                new Expr.Not(body(Expr.Kind.SUBSTRING, "b")),
                body(Expr.Kind.REGEX, "c+"),
                new Expr.Number(new Field.Attribute("http.status"), Op.GE, 500)));
  }

  @Test
  void whatAParserFoundIsAskedLineByLine() {
    Split split = split("{service_name=\"shop\"} | json |= \"a\" | x=\"1\" | level=\"error\"");
    assertThat(split.stored())
        .isEqualTo(
            Expr.and(
                SHOP,
                body(Expr.Kind.SUBSTRING, "a"),
                Expr.and(Expr.atLeast(17), new Expr.Severity(Op.LE, 20))));
    assertThat(split.rest()).hasSize(2);
  }

  @Test
  void aNewLineIsFilteredAfterItWasWritten() {
    Split split = split("{service_name=\"shop\"} | line_format \"{{.x}}\" |= \"a\"");
    assertThat(split.stored()).isEqualTo(SHOP);
    assertThat(split.rest()).hasSize(2);
  }

  @Test
  void levelsAreNumbers() {
    Expr warn = Expr.and(Expr.atLeast(13), new Expr.Severity(Op.LE, 16));
    assertThat(split("{level=\"warning\"}").stored()).isEqualTo(warn);
    assertThat(split("{level=~\"warn|warning\"}").stored()).isEqualTo(warn);
    assertThat(split("{detected_level=\"WARN\"}").stored()).isEqualTo(warn);
    assertThat(split("{level=~\"error|fatal\"}").stored()).isEqualTo(Expr.atLeast(17));
    assertThat(split("{level!=\"warn\"}").stored())
        .isEqualTo(Expr.or(List.of(new Expr.Severity(Op.LE, 12), Expr.atLeast(17))));
    assertThat(split("{detected_level=\"unknown\"}").stored())
        .isEqualTo(new Expr.Severity(Op.LE, 0));
    assertThat(split("{level=\"\"}").stored()).isEqualTo(new Expr.Severity(Op.LE, 0));
    assertThat(split("{level=~\".+\"}").stored()).isEqualTo(Expr.atLeast(1));
  }

  @Test
  void aMissingLabelIsEmpty() {
    var env = new Field.Attribute("env");
    var missing = new Expr.Not(new Expr.Exists(env));
    assertThat(split("{env=\"\"}").stored()).isEqualTo(missing);
    assertThat(split("{env!=\"\"}").stored()).isEqualTo(new Expr.Exists(env));
    assertThat(split("{env=~\".*\"}").stored()).isEqualTo(Expr.ALL);
    assertThat(split("{env=~\".+\"}").stored()).isEqualTo(new Expr.Exists(env));
    assertThat(split("{env!=\"a\"}").stored()).isEqualTo(new Expr.Not(Expr.exactly(env, "a")));
    assertThat(split("{env=~\"a|b\"}").stored())
        .isEqualTo(Expr.or(List.of(Expr.exactly(env, "a"), Expr.exactly(env, "b"))));
    assertThat(split("{env=~\"a.*|\"}").stored())
        .isEqualTo(
            Expr.or(List.of(new Expr.Text(env, Expr.Kind.REGEX, "^(?s:a.*|)$", true), missing)));
  }

  @Test
  void whatGrafanaAddsCostsNothing() {
    assertThat(split("{service_name=\"shop\"} | drop __error__, __error_details__").complete())
        .isTrue();
    assertThat(split("{service_name=\"shop\"} | __error__=\"\"").stored()).isEqualTo(SHOP);
  }

  private static Expr body(Expr.Kind kind, String text) {
    return new Expr.Text(Field.BODY, kind, text, true);
  }

  private static Split split(String query) {
    return Split.of((Query.Lines) Parser.query(query), LABELS);
  }
}
