package dev.tocsin.exceptions.grouping.g1;

import static dev.tocsin.exceptions.grouping.g1.Events.event;
import static dev.tocsin.exceptions.grouping.g1.Events.group;
import static dev.tocsin.exceptions.grouping.g1.Events.java;
import static dev.tocsin.exceptions.grouping.g1.Events.javaStack;
import static dev.tocsin.exceptions.grouping.g1.Events.repeat;
import static dev.tocsin.exceptions.grouping.g1.Events.script;
import static dev.tocsin.exceptions.grouping.g1.Events.thrown;
import static dev.tocsin.exceptions.grouping.g1.Events.withMechanism;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What must be one issue, and what must not. */
class GroupingPairsTest {

  private static final String[] STACK =
      javaStack(
          "java.lang.Thread.run:9",
          "com.example.shop.CartResource.add:40",
          "com.example.shop.Stock.reserve:12");

  private static void same(String one, String other) {
    var first = group(one);
    var second = group(other);
    assertThat(second.hash())
        .as("%s%n-- and --%n%s", first.key(), second.key())
        .isEqualTo(first.hash());
  }

  private static void different(String one, String other) {
    var first = group(one);
    var second = group(other);
    assertThat(second.hash()).as(first.key()).isNotEqualTo(first.hash());
  }

  private static String boom(String value) {
    return event("java", thrown("OutOfStock", value, STACK));
  }

  @Test
  void otherIdsAndTimesInTheMessageAreTheSame() {
    same(boom("article 17 at 10:00:01"), boom("article 4711 at 23:59:59"));
  }

  @Test
  void sameTypeAndMessageThrownAtTwoSitesAreDifferent() {
    different(
        boom("gone"),
        event(
            "java",
            thrown("OutOfStock", "gone", javaStack("com.example.shop.CartResource.remove:7"))));
  }

  @Test
  void shiftedLinesAndContentHashesAreTheSame() {
    same(
        event(
            "java",
            thrown("A", "x", java("com.example.Cart.add:12"), java("com.example.Cart.sum:3"))),
        event(
            "java",
            thrown("A", "x", java("com.example.Cart.add:99"), java("com.example.Cart.sum:4"))));
    same(
        event("javascript", thrown("E", "x", script("dist/main.3f2a9c1b.js", "add"))),
        event("javascript", thrown("E", "x", script("dist/main.77b0e1aa.js", "add"))));
  }

  @Test
  void oneErrorFromTwoBrowsersIsTheSame() {
    // Chrome names constructors and aliases, Firefox and Safari do not
    same(
        event(
            "javascript",
            thrown(
                "TypeError",
                "x is undefined",
                script("https://shop.example.com/app.js", "Object.onClick"),
                script("https://shop.example.com/app.js", "new Cart.add [as push]"))),
        event(
            "javascript",
            thrown(
                "TypeError",
                "undefined is not an object (evaluating x)",
                script("https://shop.example.com/app.js", "onClick"),
                script("https://shop.example.com/app.js", "onClick/<"),
                script("https://shop.example.com/app.js", "add"))));
  }

  @Test
  void twoScriptErrorsUnderOneTypeAreDifferent() {
    different(
        event("javascript", thrown("TypeError", "a is undefined")),
        event("javascript", thrown("TypeError", "b is undefined")));
    different(
        event("javascript", thrown("TypeError", "x", script("a.js", "pay"))),
        event("javascript", thrown("TypeError", "x", script("a.js", "ship"))));
  }

  @Test
  void suffixesOfGeneratedClassesAreTheSame() {
    var plain = javaStack("com.example.CartResource.add:1", "com.example.Stock.reserve:2");
    for (var generated :
        new String[] {
          "com.example.Stock$$SpringCGLIB$$0", "com.example.Stock$$EnhancerBySpringCGLIB$$1a2b3c",
          "com.example.Stock_ClientProxy", "com.example.Stock_Subclass",
          "com.example.Stock$HibernateProxy$Xy12", "com.example.Stock_$$_javassist_7",
          "com.example.Stock$Proxy$_$$_WeldClientProxy"
        }) {
      same(
          event("java", thrown("A", "x", plain)),
          event(
              "java",
              thrown(
                  "A",
                  "x",
                  javaStack(
                      "com.example.CartResource.add:1",
                      generated + ".reserve:5",
                      "com.example.Stock.reserve:2"))));
    }
    different(
        event("java", thrown("A", "x", javaStack("com.example.Stock$1.reserve"))),
        event("java", thrown("A", "x", javaStack("com.example.Stock$2.reserve"))));
  }

  @Test
  void lambdasOfOneMethodAreTheSameOfTwoMethodsDifferent() {
    var first = event("java", thrown("A", "x", java("com.example.Cart.lambda$add$0")));
    same(first, event("java", thrown("A", "x", java("com.example.Cart.lambda$add$3"))));
    different(first, event("java", thrown("A", "x", java("com.example.Cart.lambda$remove$0"))));
  }

  @Test
  void depthOfRecursionIsTheSame() {
    var entry = java("com.example.Main.start");
    var turn = java("com.example.Tree.walk") + "," + java("com.example.Node.visit");
    same(
        event("java", thrown("A", "x", entry, repeat(turn, 5), java("com.example.Leaf.read"))),
        event("java", thrown("A", "x", entry, repeat(turn, 50), java("com.example.Leaf.read"))));
  }

  @Test
  void overflowCutAtAnotherPhaseIsTheSame() {
    var a = java("com.example.Tree.walk");
    var b = java("com.example.Node.visit");
    var c = java("com.example.Node.children");
    same(
        event("java", thrown("StackOverflowError", "", repeat(a + "," + b + "," + c, 33), a)),
        event(
            "java",
            thrown(
                "StackOverflowError",
                "",
                c,
                repeat(a + "," + b + "," + c, 33),
                java("java.util.List.of"))));
  }

  @Test
  void oneLibraryFrameCalledFromTwoMethodsIsDifferent() {
    different(
        event(
            "java",
            thrown("NPE", "x", javaStack("com.example.A.one", "java.util.Objects.requireNonNull"))),
        event(
            "java",
            thrown(
                "NPE", "x", javaStack("com.example.B.two", "java.util.Objects.requireNonNull"))));
  }

  @Test
  void goErrorStringsFollowTheirTemplate() {
    var frame = "{'module':'main','function':'handle','in_app':true}";
    different(
        event("go", thrown("*errors.errorString", "no stock", frame)),
        event("go", thrown("*errors.errorString", "no money", frame)));
    same(
        event("go", thrown("*errors.errorString", "no stock for 7", frame)),
        event("go", thrown("*errors.errorString", "no stock for 8", frame)));
  }

  @Test
  void suppressedIsNoCause() {
    var cause =
        withMechanism(
            "IOException", "disk", "'type':'chained','exception_id':1,'parent_id':0", STACK);
    var suppressed =
        withMechanism(
            "TimeoutException",
            "late",
            "'type':'suppressed','exception_id':2,'parent_id':0",
            STACK);
    var outer = withMechanism("OrderFailed", "no", "'type':'generic','exception_id':0", STACK);
    var swappedCause =
        withMechanism(
            "TimeoutException", "late", "'type':'chained','exception_id':1,'parent_id':0", STACK);
    var swappedSuppressed =
        withMechanism(
            "IOException", "disk", "'type':'suppressed','exception_id':2,'parent_id':0", STACK);

    same(event("java", suppressed, cause, outer), event("java", cause, outer));
    different(
        event("java", suppressed, cause, outer),
        event("java", swappedSuppressed, swappedCause, outer));
  }

  @Test
  void wrappersAreTheSame() {
    var cause = thrown("OutOfStock", "gone", STACK);
    var other = javaStack("com.example.Pool.await");
    same(
        event("java", cause), event("java", cause, thrown("ExecutionException", "x: gone", other)));
    same(
        event("java", cause),
        event(
            "java",
            cause,
            thrown("InvocationTargetException", "", other),
            thrown("UndeclaredThrowableException", "", other)));
    same(
        event("java", cause),
        event("java", cause, thrown("RuntimeException", "OutOfStock: gone", other)));
    different(
        event("java", cause), event("java", cause, thrown("RuntimeException", "order 7", other)));
  }

  @Test
  void differentCausesUnderOneWrapperAreDifferent() {
    var wrapper = thrown("ExecutionException", "", STACK);
    different(
        event("java", thrown("OutOfStock", "x", STACK), wrapper),
        event("java", thrown("OutOfMoney", "x", STACK), wrapper));
  }

  @Test
  void groupOfEqualMembersIsTheMemberAlone() {
    var alone = event("node", thrown("Error", "no answer", script("app.js", "call")));
    var first =
        withMechanism(
            "Error",
            "no answer",
            "'source':'errors[0]','exception_id':1,'parent_id':0",
            script("app.js", "call"));
    var second =
        withMechanism(
            "Error",
            "no answer",
            "'source':'errors[1]','exception_id':2,'parent_id':0",
            script("app.js", "call"));
    var third =
        withMechanism(
            "TypeError",
            "x",
            "'source':'errors[2]','exception_id':3,'parent_id':0",
            script("app.js", "parse"));
    var root =
        withMechanism("AggregateError", "all failed", "'is_exception_group':true,'exception_id':0");

    same(alone, event("node", second, first, root));
    different(alone, event("node", third, second, first, root));
    same(event("node", third, second, first, root), event("node", third, first, root));
  }

  @Test
  void reflectionOfAnotherJdkIsTheSame() {
    same(
        event(
            "java",
            thrown(
                "A",
                "x",
                javaStack(
                    "com.example.Main.call", "java.lang.reflect.Method.invoke",
                    "sun.reflect.GeneratedMethodAccessor12.invoke", "com.example.Job.work"))),
        event(
            "java",
            thrown(
                "A",
                "x",
                javaStack(
                    "com.example.Main.call",
                    "java.lang.reflect.Method.invoke",
                    "jdk.internal.reflect.DirectMethodHandleAccessor.invoke",
                    "com.example.Job.work"))));
  }

  @Test
  void brokenIdsFallBackToTheOrderOfTheList() {
    var ring =
        event(
            "java",
            withMechanism("A", "x", "'exception_id':1,'parent_id':0", STACK),
            withMechanism("B", "y", "'exception_id':0,'parent_id':1", STACK));
    same(ring, event("java", thrown("A", "x", STACK), thrown("B", "y", STACK)));
  }
}
