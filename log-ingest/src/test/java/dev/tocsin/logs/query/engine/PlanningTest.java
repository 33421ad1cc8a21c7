package dev.tocsin.logs.query.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.logs.query.compile.Columns;
import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.query.language.Parsed;
import dev.tocsin.logs.query.language.QueryParser;
import dev.tocsin.logs.segment.Tokens;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanningTest {

  private static final int ERRORS = 1 << 17 | 1 << 18;

  @Test
  void servicesAndLevelsDecideWhatMayAndWhatMustHold() {
    var shop = new Bounds(List.of("shop", "cart"), ERRORS);
    assertThat(shop.may(parse("service:shop"))).isTrue();
    assertThat(shop.must(parse("service:shop"))).isFalse();
    assertThat(shop.may(parse("service:s* level>=error"))).isTrue();
    assertThat(shop.may(parse("service:payments"))).isFalse();
    assertThat(shop.may(parse("level<error"))).isFalse();
    assertThat(shop.must(parse("level:error"))).isTrue();
    assertThat(shop.may(parse("-level:error"))).isFalse();
    assertThat(shop.may(parse("-service:shop"))).isTrue();
    assertThat(shop.may(parse("-service:(shop cart)"))).isFalse();
    assertThat(shop.may(parse("payments OR level:fatal"))).isTrue();
    assertThat(shop.may(parse("service:payments OR level:fatal"))).isFalse();
    assertThat(shop.may(parse("-payments"))).isTrue();
  }

  @Test
  void onlyWordsThatAMatchCannotDoWithoutAreAskedFor() {
    assertThat(words("connection refused")).containsExactly("connection", "refused");
    assertThat(words("\"connection refused by\"")).containsExactly("by", "connection", "refused");
    assertThat(words("\"10.0.0.7:5432\"")).containsExactly("10", "5432");
    assertThat(words("conn*")).isEmpty();
    assertThat(words("path:/api/orders/*")).containsExactly("api", "orders");
    assertThat(words("path:/api/ord*")).containsExactly("api");
    assertThat(words("path:*pi/orders/x*")).containsExactly("orders");
    assertThat(words("*tion\\ refused\\ b*")).containsExactly("refused");
    assertThat(words("-refused")).isEmpty();
    assertThat(words("refused OR level:error")).isEmpty();
    assertThat(words("refused OR timeout")).containsExactly("refused", "timeout");
    assertThat(words("/refused/ service:shop severity_text:error true über")).isEmpty();
    assertThat(words("user=über")).containsExactly("über");
  }

  @Test
  void blocksAreJoinedAsTheConditionsAre() {
    Map<String, BitSet> filter = Map.of("red", bits(1, 2), "green", bits(2, 3), "blue", bits(5));
    assertThat(blocks(parse("red green"), filter)).isEqualTo(bits(2));
    assertThat(blocks(parse("red OR blue"), filter)).isEqualTo(bits(1, 2, 5));
    assertThat(blocks(parse("red (green OR blue)"), filter)).isEqualTo(bits(2));
    assertThat(blocks(parse("red -green"), filter)).isEqualTo(bits(1, 2));
    assertThat(blocks(parse("missing"), filter)).isEqualTo(bits());
    assertThat(blocks(parse("red OR level:error"), filter)).isNull();
    assertThat(blocks(parse("trace_id:00000000000000000000000000000001"), filter))
        .isEqualTo(bits(7));
  }

  @Test
  void batchesFollowTimeAndKnowHowFarTheNextReaches() {
    var chosen = new ArrayList<Plan.Chosen>();
    for (int i = 0; i < 40; i++) {
      chosen.add(new Plan.Chosen(segment(900 - i, 1000 - i, Columns.FIXED), Expr.ALL, null));
    }
    chosen.add(new Plan.Chosen(segment(0, 2000, Columns.of(List.of("s:a"))), Expr.ALL, null));
    var plan = new Plan(new Scope(null, 0, 3000), Expr.ALL, chosen, List.of());

    var newest = plan.batches(true);
    assertThat(newest).extracting(batch -> batch.parts().size()).containsExactly(1, 16, 16, 8);
    assertThat(newest).extracting(Plan.Batch::horizonNs).containsExactly(1000L, 984L, 968L, 0L);
    assertThat(newest).extracting(Plan.Batch::last).containsExactly(false, false, false, true);
    var oldest = plan.batches(false);
    assertThat(oldest.getFirst().parts()).hasSize(1);
    assertThat(oldest.getFirst().horizonNs()).isEqualTo(861);
    assertThat(Plan.groups(plan.chosen())).hasSize(2);
  }

  @Test
  void severitiesFollowFromCountsAndTheHighestNumber() {
    Long[] levels = {1L, 0L, 0L, 5L, 0L, 2L, 0L};
    assertThat(Segment.severities(levels, 18))
        .isEqualTo(1 | 1 << 9 | 1 << 10 | 1 << 11 | 1 << 12 | 1 << 17 | 1 << 18);
  }

  private static Segment segment(long min, long max, Columns columns) {
    return new Segment(
        UUID.randomUUID(), 1, "f" + max, min, max, 10, 100, List.of("s"), 1, columns, 0);
  }

  private static List<String> words(String text) {
    return Needs.words(parse(text));
  }

  private static @Nullable BitSet blocks(Expr expr, Map<String, BitSet> filter) {
    return Needs.blocks(expr, (tokens, trace) -> asked(tokens, trace, filter));
  }

  private static BitSet asked(
      Collection<Long> tokens, @Nullable String trace, Map<String, BitSet> filter) {
    if (trace != null) {
      return bits(7);
    }
    var blocks = new BitSet();
    blocks.set(0, 10);
    for (long token : tokens) {
      var some = new BitSet();
      filter.forEach(
          (word, where) -> {
            if (Tokens.hash(word) == token) {
              some.or(where);
            }
          });
      blocks.and(some);
    }
    return blocks;
  }

  private static BitSet bits(int... set) {
    var bits = new BitSet();
    for (int bit : set) {
      bits.set(bit);
    }
    return bits;
  }

  private static Expr parse(String text) {
    return switch (QueryParser.parse(text)) {
      case Parsed.Good good -> good.expr();
      case Parsed.Bad bad -> throw new AssertionError(text + ": " + bad.message());
    };
  }
}
