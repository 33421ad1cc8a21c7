package dev.tocsin.logs.action.exception;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class StackTracesTest {

  @Test
  void javaKeepsCausesMessagesAndModulesAndLeavesSuppressedOnesOut() {
    Trace trace = parsed("java-cause");

    assertThat(trace.platform()).isEqualTo("java");
    assertThat(trace.thrown())
        .extracting(Trace.Thrown::type)
        .containsExactly("java.net.ConnectException", "org.example.shop.CheckoutException");
    var last = trace.thrown().getLast();
    assertThat(last.value()).isEqualTo("order 4711 was refused\nby the payment provider");
    assertThat(last.frames())
        .extracting(Trace.Frame::function)
        .containsExactly("run", "handle", "run", "pay");
    var innermost = last.frames().getLast();
    assertThat(innermost.module()).isEqualTo("org.example.shop.Checkout");
    assertThat(innermost.filename()).isEqualTo("Checkout.java");
    assertThat(innermost.line()).isEqualTo(42);
    assertThat(last.frames().getFirst().module()).isEqualTo("java.lang.Thread");
    assertThat(trace.thrown().getFirst().frames())
        .extracting(Trace.Frame::function)
        .containsExactly("call", "pollConnect");
  }

  @Test
  void aThreadDumpIsNoException() {
    String dump =
        "\"main\" #1 prio=5 waiting on condition\n"
            + "   java.lang.Thread.State: WAITING\n"
            + "\tat java.base/jdk.internal.misc.Unsafe.park(Native Method)\n";
    assertThat(StackTraces.parse("Full thread dump\n\tat com.example.A.b(A.java:1)")).isNull();
    assertThat(StackTraces.parse(dump)).isNull();
    assertThat(StackTraces.parse("we met at noon (12:00)\nand left")).isNull();
  }

  @Test
  void pythonKeepsTheChainOldestFirst() {
    Trace trace = parsed("python-chain");

    assertThat(trace.platform()).isEqualTo("python");
    assertThat(trace.thrown())
        .extracting(Trace.Thrown::type)
        .containsExactly("KeyError", "shop.errors.OutOfStock");
    assertThat(trace.thrown().getFirst().value()).isEqualTo("'tea'");
    var last = trace.thrown().getLast();
    assertThat(last.value()).isEqualTo("tea\nsecond line");
    assertThat(last.frames())
        .extracting(Trace.Frame::function, Trace.Frame::line)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("handle", 30),
            org.assertj.core.groups.Tuple.tuple("reserve", 15));
    assertThat(trace.thrown().getFirst().frames().getFirst().contextLine())
        .isEqualTo("return self.items[key]");
  }

  @Test
  void javaScriptKeepsColumnsAndCauses() {
    Trace trace = parsed("node-cause");

    assertThat(trace.platform()).isEqualTo("javascript");
    assertThat(trace.thrown()).extracting(Trace.Thrown::type).containsExactly("Error", "TypeError");
    var last = trace.thrown().getLast();
    assertThat(last.value()).isEqualTo("Cannot read properties of undefined (reading 'total')");
    var innermost = last.frames().getLast();
    assertThat(innermost)
        .isEqualTo(new Trace.Frame(null, "Cart.total", "/app/src/cart.js", 10, 15, null));
    assertThat(last.frames()).hasSize(4);
    assertThat(last.frames().get(1).filename()).isEqualTo("/app/src/order.mjs");
    assertThat(trace.thrown().getFirst().value()).isEqualTo("cart is empty");
    assertThat(trace.thrown().getFirst().frames()).hasSize(2);
  }

  @Test
  void goKeepsTheGoroutineThatPanicked() {
    Trace trace = parsed("go-panic");

    assertThat(trace.platform()).isEqualTo("go");
    var only = trace.thrown().getFirst();
    assertThat(only.type()).isEqualTo("runtime error");
    assertThat(only.value()).isEqualTo("index out of range [5] with length 3");
    assertThat(only.frames())
        .extracting(Trace.Frame::module, Trace.Frame::function)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("main", "main"),
            org.assertj.core.groups.Tuple.tuple("main", "handle"),
            org.assertj.core.groups.Tuple.tuple("github.com/example/shop/cart", "(*Cart).Item"));
  }

  @Test
  void everyTraceIsFoundAgainWhenItIsSpreadOverLines() {
    for (String name : List.of("java-cause", "python-chain", "node-cause", "go-panic")) {
      // given the lines of a trace between lines of other matters
      var lines = new java.util.ArrayList<String>();
      lines.add("listening on port 8080");
      lines.addAll(text(name).lines().toList());
      lines.add("request served");
      // when they are joined
      var blocks = TraceJoiner.blocks(lines);
      // then there is one block, and it holds the whole stack
      assertThat(blocks).as(name).hasSize(1);
      var block = blocks.getFirst();
      String joined =
          String.join("\n", lines.subList(block.first(), block.first() + block.count()));
      Trace again = StackTraces.parse(joined);
      assertThat(again).as(name).isNotNull();
      assertThat(Objects.requireNonNull(again).thrown().getLast().type())
          .isEqualTo(parsed(name).thrown().getLast().type());
    }
  }

  @Test
  void twoTracesInARowStayTwo() {
    var one = List.of("a.b.C: x", "\tat a.b.D.e(D.java:1)");
    var two = List.of("a.b.F: y", "\tat a.b.G.h(G.java:2)");
    var lines = new java.util.ArrayList<>(one);
    lines.addAll(two);

    assertThat(TraceJoiner.blocks(lines))
        .containsExactly(new TraceJoiner.Block(0, 2), new TraceJoiner.Block(2, 2));
  }

  @Test
  void hostileTextEndsSoon() {
    String spaces = "\tat " + "a.".repeat(200_000) + "\n";
    String calls = "x.Y: z\n" + "\tat a.b.C.d(E.java:1)\n".repeat(20_000);
    String parens = "Error: x\n    at " + "(".repeat(100_000) + ":1:1\n";
    String python = PythonTrace.START + "\n" + "  File \"".repeat(50_000);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          StackTraces.parse(spaces);
          StackTraces.parse(parens);
          StackTraces.parse(python);
          Trace many = StackTraces.parse(calls);
          assertThat(Objects.requireNonNull(many).thrown().getFirst().frames())
              .hasSize(Trace.MAX_FRAMES);
        });
  }

  private static Trace parsed(String name) {
    return Objects.requireNonNull(StackTraces.parse(text(name)), name);
  }

  static String text(String name) {
    try (InputStream in = StackTracesTest.class.getResourceAsStream("/traces/" + name + ".txt")) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
