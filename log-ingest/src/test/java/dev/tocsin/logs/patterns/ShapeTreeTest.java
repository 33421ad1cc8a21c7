package dev.tocsin.logs.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShapeTreeTest {

  private final ShapeTree tree = new ShapeTree();

  @Test
  void messagesThatDifferInAWordAreOneShape() {
    add("user alice logged in from <_>", 3);
    add("user bob logged in from <_>", 2);
    add("user logged out", 1);
    assertThat(tree.top(10))
        .extracting(Shape::pattern)
        .containsExactly("user <_> logged in from <_>", "user logged out");
    assertThat(tree.top(10)).extracting(Shape::count).containsExactly(5L, 1L);
    assertThat(tree.top(10).getFirst().example()).isEqualTo("user alice logged in from <_>");
    assertThat(tree.top(10).getFirst().steps()).containsEntry(0L, 5L);
  }

  @Test
  void messagesThatShareLittleStayApart() {
    add("connection to database lost", 1);
    add("connection pool is now full", 1);
    add("connection of client was refused", 1);
    assertThat(tree.top(10)).hasSize(3);
  }

  @Test
  void gapsInARowAreOne() {
    add("<_> <_> done", 1);
    assertThat(tree.top(10).getFirst().pattern()).isEqualTo("<_> done");
  }

  @Test
  void shapesAreBoundedAndNothingIsLost() {
    IntStream.range(0, 20_000)
        .forEach(i -> add("a" + i + " b" + i + " c" + i + " x".repeat(i % 50), 1));
    assertThat(tree.top(Integer.MAX_VALUE)).hasSizeLessThan(3001);
    assertThat(tree.top(Integer.MAX_VALUE)).anyMatch(shape -> shape.pattern().equals("(others)"));
  }

  private void add(String message, long count) {
    tree.add(message, message, 0, count, 1, 2);
  }
}
