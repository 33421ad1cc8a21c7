package dev.tocsin.logs.loki.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.logs.loki.logql.Parser;
import dev.tocsin.logs.loki.logql.Query;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PipelineTest {

  private static final Map<String, String> STREAM = Map.of("app", "shop", "level", "info");
  private static final Map<String, String> METADATA = Map.of("trace_id", "t1", "status", "404");

  @Test
  void jsonBecomesLabels() {
    Line line =
        taken(
            "| json",
            """
            {"a":1,"b":{"c-d":"x","e":[1,2]},"f":true,"g":null,"level":"warn","9x":"y","s":"q\\"t"}""");
    assertThat(line.parsed())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "a",
                "1",
                "b_c_d",
                "x",
                "f",
                "true",
                "level_extracted",
                "warn",
                "_9x",
                "y",
                "s",
                "q\"t"));
  }

  @Test
  void jsonFieldsAreFoundByPath() {
    Line line =
        taken(
            "| json first=\"a[1].b\", all=\"a\", odd=\"[\\\"x y\\\"]\", none=\"q.r\"",
            "{\"a\":[0,{\"b\":\"hit\"}],\"x y\":7}");
    assertThat(line.parsed())
        .containsEntry("first", "hit")
        .containsEntry("all", "[0,{\"b\":\"hit\"}]")
        .containsEntry("odd", "7")
        .containsEntry("none", "");
  }

  @Test
  void aLineThatIsNoJsonStaysAndSaysSo() {
    Line line = taken("| json | status >= 500", "plain");
    assertThat(line.parsed()).containsEntry("__error__", "JSONParserErr");
    assertThat(run("| json | __error__=\"\"", "plain")).isNull();
    assertThat(run("| json", "{\"a\":" + "[".repeat(100_000))).isNotNull();
  }

  @Test
  void logfmtBecomesLabels() {
    Line line = taken("| logfmt", "level=warn msg=\"a \\\"b\\\" c\" took=12ms bare empty=");
    assertThat(line.parsed())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("level_extracted", "warn", "msg", "a \"b\" c", "took", "12ms"));
    Line kept = taken("| logfmt --keep-empty", "a= b=1");
    assertThat(kept.parsed()).containsEntry("a", "");
    Line strict = taken("| logfmt --strict", "a=1 bare");
    assertThat(strict.parsed()).containsEntry("__error__", "LogfmtParserErr");
    Line named = taken("| logfmt t=\"took\"", "took=3 other=4");
    assertThat(named.parsed()).containsExactly(Map.entry("t", "3"));
  }

  @Test
  void patternsAndRegularExpressionsBecomeLabels() {
    String access = "10.0.0.9 - - [x] \"GET /cart?a=1 HTTP/1.1\" 502 17";
    Line line =
        taken("| pattern \"<ip> - - <_> \\\"<method> <path> <_>\\\" <status> <_>\"", access);
    assertThat(line.parsed())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("ip", "10.0.0.9", "method", "GET", "path", "/cart?a=1", "status", "502"));
    Line regexp = taken("| regexp \"(?P<verb>[A-Z]+) (?P<p>\\\\S+)\"", access);
    assertThat(regexp.parsed()).containsEntry("verb", "GET").containsEntry("p", "/cart?a=1");
  }

  @Test
  void filtersCompareTextNumbersDurationsSizesAndAddresses() {
    assertThat(run("| status >= 400", "x")).isNotNull();
    assertThat(run("| status >= 500", "x")).isNull();
    assertThat(run("| missing > 1", "x")).isNull();
    assertThat(run("| missing=\"\"", "x")).isNotNull();
    assertThat(run("| app=~\"sh.*\" and level!=\"warn\"", "x")).isNotNull();
    assertThat(run("| app=~\"ho\"", "x")).isNull();
    assertThat(run("| logfmt | took > 1s", "took=1500ms")).isNotNull();
    assertThat(run("| logfmt | size <= 2KB", "size=3kb")).isNull();
    assertThat(run("| logfmt | ip = ip(\"10.0.0.0/8\")", "ip=10.1.2.3")).isNotNull();
    assertThat(run("| logfmt | ip != ip(\"10.0.0.0/8\")", "ip=10.1.2.3")).isNull();
    assertThat(run("| status = 1 or level = \"info\"", "x")).isNotNull();
  }

  @Test
  void lineFiltersLookAtTheLine() {
    assertThat(run("|= \"a\" or \"b\"", "xbx")).isNotNull();
    assertThat(run("!= \"a\" or \"b\"", "xbx")).isNull();
    assertThat(run("|~ \"(?i)ERR\"", "an error")).isNotNull();
    assertThat(run("|> \"<_> failed: <_>\"", "job 5 failed: x")).isNotNull();
    assertThat(run("|> \"failed: <_>\"", "job 5 failed: x")).isNull();
    assertThat(run("!> \"job <_> x\"", "job 5 failed: x")).isNull();
  }

  @Test
  void formatsWriteLinesAndLabels() {
    Line line =
        taken("| line_format \"{{.app}}:{{.status}} {{__line__}}\" |= \"shop:404\"", "text");
    assertThat(line.text()).isEqualTo("shop:404 text");
    Line labels = taken("| label_format a=app, level=\"{{.level | ToUpper}}\"", "x");
    assertThat(labels.all())
        .containsEntry("a", "shop")
        .containsEntry("level", "INFO")
        .doesNotContainKey("app");
    assertThat(STREAM).containsEntry("app", "shop");
    Line colours = taken("| decolorize", "\u001b[31mred\u001b[0m");
    assertThat(colours.text()).isEqualTo("red");
  }

  @Test
  void labelsAreDroppedAndKept() {
    Line dropped = taken("| drop status, level=\"warn\"", "x");
    assertThat(dropped.all().keySet()).containsExactly("app", "level", "trace_id");
    Line kept = taken("| keep level, trace_id=\"other\"", "x");
    assertThat(kept.all().keySet()).containsExactly("level");
  }

  @Test
  void packedLinesAreUnpacked() {
    Line line = taken("| unpack", "{\"pod\":\"p1\",\"_entry\":\"the line\"}");
    assertThat(line.text()).isEqualTo("the line");
    assertThat(line.parsed()).containsExactly(Map.entry("pod", "p1"));
  }

  private static Line taken(String stages, String text) {
    return Objects.requireNonNull(run(stages, text), "the line was dropped");
  }

  private static @Nullable Line run(String stages, String text) {
    var query = (Query.Lines) Parser.query("{a=\"b\"} " + stages);
    var line = new Line(1, text, STREAM, METADATA);
    return new Pipeline(query.stages()).take(line) ? line : null;
  }
}
