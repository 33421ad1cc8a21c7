package dev.tocsin.logs.loki.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.logs.loki.logql.LogQlException;
import dev.tocsin.logs.loki.logql.Parser;
import dev.tocsin.logs.loki.logql.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EvaluatorTest {

  private static final long SECOND = 1_000_000_000L;

  private record Sample(long second, Map<String, String> labels, double value) {}

  private final List<Sample> samples = new ArrayList<>();

  @Test
  void windowsSlideOverBuckets() {
    for (int second = 0; second < 60; second++) {
      put(second, Map.of("app", "a"), second);
    }
    assertThat(range("count_over_time({a=\"b\"}[20s])", 20, 60, 10))
        .containsExactly("{app=a} 20=20 30=20 40=20 50=20 60=20");
    assertThat(range("sum_over_time({a=\"b\"} | unwrap v [10s])", 10, 30, 10))
        .containsExactly("{app=a} 10=45 20=145 30=245");
    assertThat(range("count_over_time({a=\"b\"}[30s])", 10, 20, 10))
        .containsExactly("{app=a} 10=10 20=20");
    assertThat(range("rate({a=\"b\"}[20s] offset 10s)", 30, 40, 10))
        .containsExactly("{app=a} 30=1 40=1");
    assertThat(range("count_over_time({a=\"b\"}[7s])", 21, 30, 3))
        .containsExactly("{app=a} 21=7 24=7 27=7 30=7");
  }

  @Test
  void functionsOverValues() {
    double[] values = {4, 1, 3, 2};
    for (int i = 0; i < values.length; i++) {
      put(i, Map.of(), values[i]);
    }
    assertThat(instant("avg_over_time({} | unwrap v [9s])", 9)).containsExactly("{} 9=2.5");
    assertThat(instant("min_over_time({} | unwrap v [9s])", 9)).containsExactly("{} 9=1");
    assertThat(instant("max_over_time({} | unwrap v [9s])", 9)).containsExactly("{} 9=4");
    assertThat(instant("first_over_time({} | unwrap v [9s])", 9)).containsExactly("{} 9=4");
    assertThat(instant("last_over_time({} | unwrap v [9s])", 9)).containsExactly("{} 9=2");
    assertThat(instant("stdvar_over_time({} | unwrap v [9s])", 9)).containsExactly("{} 9=1.25");
    assertThat(instant("quantile_over_time(0.5, {} | unwrap v [9s])", 9))
        .containsExactly("{} 9=2.5");
    assertThat(instant("quantile_over_time(1, {} | unwrap v [9s])", 9)).containsExactly("{} 9=4");
    assertThat(range("max_over_time({} | unwrap v [2s])", 2, 5, 1))
        .containsExactly("{} 2=4 3=3 4=3 5=2");
    assertThat(range("stddev_over_time({} | unwrap v [2s])", 2, 3, 1))
        .containsExactly("{} 2=1.5 3=1");
  }

  @Test
  void seriesAreJoined() {
    for (int i = 0; i < 12; i++) {
      put(i, Map.of("path", "/" + i % 3, "pod", "p" + i % 2), 1);
    }
    put(1, Map.of("path", "/0", "pod", "p0"), 1);
    assertThat(instant("sum by (path) (count_over_time({}[20s]))", 20))
        .containsExactlyInAnyOrder("{path=/0} 20=5", "{path=/1} 20=4", "{path=/2} 20=4");
    assertThat(instant("sum(count_over_time({}[20s]))", 20)).containsExactly("{} 20=13");
    assertThat(instant("max without (path) (count_over_time({}[20s]))", 20))
        .containsExactlyInAnyOrder("{pod=p0} 20=3", "{pod=p1} 20=2");
    assertThat(instant("count(count_over_time({}[20s]))", 20)).containsExactly("{} 20=6");
    assertThat(instant("topk(1, sum by (path) (count_over_time({}[20s])))", 20))
        .containsExactly("{path=/0} 20=5");
    assertThat(instant("bottomk(1, sum by (pod) (count_over_time({}[20s])))", 20))
        .containsExactly("{pod=p1} 20=6");
    assertThat(instant("avg by (pod) (sum by (path, pod) (count_over_time({}[20s])))", 20))
        .hasSize(2);
  }

  @Test
  void sidesArePaired() {
    put(0, Map.of("x", "1"), 1);
    put(1, Map.of("x", "1"), 1);
    put(2, Map.of("x", "2"), 1);
    String counts = "sum by (x) (count_over_time({}[9s]))";
    assertThat(instant(counts + " * 10", 9)).containsExactlyInAnyOrder("{x=1} 9=20", "{x=2} 9=10");
    assertThat(instant("10 - " + counts, 9)).containsExactlyInAnyOrder("{x=1} 9=8", "{x=2} 9=9");
    assertThat(instant(counts + " > 1", 9)).containsExactly("{x=1} 9=2");
    assertThat(instant("1 < " + counts, 9)).containsExactly("{x=1} 9=2");
    assertThat(instant(counts + " > bool 1", 9))
        .containsExactlyInAnyOrder("{x=1} 9=1", "{x=2} 9=0");
    assertThat(instant(counts + " / " + counts, 9))
        .containsExactlyInAnyOrder("{x=1} 9=1", "{x=2} 9=1");
    assertThat(instant(counts + " and (" + counts + " > 1)", 9)).containsExactly("{x=1} 9=2");
    assertThat(instant(counts + " unless (" + counts + " > 1)", 9)).containsExactly("{x=2} 9=1");
    assertThat(instant(counts + " or vector(7)", 9)).contains("{} 9=7");
    assertThatThrownBy(() -> instant("vector(1) / on () " + counts, 9))
        .isInstanceOf(LogQlException.class)
        .hasMessageContaining("multiple matches");
    assertThat(instant("vector(1)+vector(1)", 9)).containsExactly("{} 9=2");
    assertThat(instant("label_replace(" + counts + ", \"y\", \"n$1\", \"x\", \"(.*)\")", 9))
        .containsExactlyInAnyOrder("{x=1, y=n1} 9=2", "{x=2, y=n2} 9=1");
  }

  @Test
  void absenceHasASeries() {
    put(15, Map.of(), 1);
    assertThat(range("absent_over_time({app=\"a\"}[10s])", 10, 30, 10))
        .containsExactly("{app=a} 10=1 30=1");
  }

  @Test
  void seriesAndPointsAreBounded() {
    for (int i = 0; i < 501; i++) {
      put(1, Map.of("n", "" + i), 1);
    }
    assertThatThrownBy(() -> instant("count_over_time({}[20s])", 20))
        .hasMessageStartingWith("maximum number of series (500) reached");
    assertThat(instant("sum(count_over_time({}[20s]))", 20)).containsExactly("{} 20=501");
    assertThatThrownBy(() -> Grid.over(0, 20_000 * SECOND, SECOND))
        .isInstanceOf(LogQlException.class);
  }

  private void put(long second, Map<String, String> labels, double value) {
    samples.add(new Sample(second, labels, value));
  }

  private List<String> instant(String query, long at) {
    return answer(query, Grid.at(at * SECOND));
  }

  private List<String> range(String query, long from, long to, long step) {
    return answer(query, Grid.over(from * SECOND, to * SECOND, step * SECOND));
  }

  private List<String> answer(String query, Grid grid) {
    var evaluator = new Evaluator(this::read, grid);
    var value = evaluator.value((Query.Metric) Parser.query(query));
    return ((Evaluator.Many) value).series().stream().map(series -> text(series, grid)).toList();
  }

  private Samples read(Query.Range range, Grid grid) {
    var out = new Samples(range, grid);
    for (Sample sample : samples) {
      SortedMap<String, String> labels =
          range.grouping() == null
              ? new TreeMap<>(sample.labels())
              : Labels.group(sample.labels(), range.grouping());
      out.add(labels, sample.second() * SECOND, sample.value());
    }
    return out;
  }

  private static String text(Series series, Grid grid) {
    return series.labels()
        + " "
        + series.present().stream()
            .mapToObj(
                point ->
                    grid.at(point) / SECOND
                        + "="
                        + ("" + series.values()[point]).replaceAll("\\.0$", ""))
            .collect(Collectors.joining(" "));
  }
}
