package dev.tocsin.exceptions.grouping.g1;

import static dev.tocsin.exceptions.grouping.g1.Events.event;
import static dev.tocsin.exceptions.grouping.g1.Events.group;
import static dev.tocsin.exceptions.grouping.g1.Events.java;
import static dev.tocsin.exceptions.grouping.g1.Events.javaStack;
import static dev.tocsin.exceptions.grouping.g1.Events.read;
import static dev.tocsin.exceptions.grouping.g1.Events.thrown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.exceptions.grouping.Component;
import dev.tocsin.exceptions.grouping.GroupingMechanism.InAppVerdict;
import org.junit.jupiter.api.Test;

class G1Test {

  @Test
  void hashIsStableBetweenVersionsOfThisCode() {
    // a change here splits every issue of every user: it needs a new algorithm, not a new number
    var grouped =
        group(
            event(
                "java",
                thrown(
                    "OutOfStock",
                    "7 left",
                    javaStack("com.example.Cart.add", "java.util.List.of"))));

    assertThat(grouped.algorithm()).isEqualTo("g1");
    assertThat(grouped.mechanism()).isEqualTo("H1");
    assertThat(grouped.key())
        .isEqualTo("type OutOfStock\nframes\ncom.example.Cart add\n-> java.util.List of");
    assertThat(grouped.hash()).isEqualTo(Hash.of(grouped.key())).hasSize(32);
  }

  @Test
  void checksumThenFingerprintThenAlgorithm() {
    var plain = group("{'message':'m'}");
    assertThat(group("{'message':'m','fingerprint':['a'],'checksum':'c'}").mechanism())
        .isEqualTo("checksum");
    assertThat(group("{'message':'m','fingerprint':['a']}").mechanism()).isEqualTo("fingerprint");
    assertThat(group("{'message':'m','fingerprint':['a']}").hash())
        .isEqualTo(group("{'message':'n','fingerprint':['a']}").hash());
    assertThat(group("{'message':'m','fingerprint':['{{ default }}','a']}").hash())
        .isNotEqualTo(group("{'message':'n','fingerprint':['{{ default }}','a']}").hash());
    assertThat(group("{'message':'m','fingerprint':['{{default}}']}").hash())
        .isEqualTo(plain.hash());
    assertThat(group("{'message':'m','fingerprint':[]}").hash()).isEqualTo(plain.hash());
    assertThat(group("{}").mechanism()).isEqualTo("fallback");
    assertThat(group("{}").hash()).isEqualTo(group("{'level':'info'}").hash());
  }

  @Test
  void messageGroupsByItsTemplateBeforeFormatting() {
    var grouped = group("{'logentry':{'message':'user %s is late','formatted':'user 17 is late'}}");
    assertThat(grouped.mechanism()).isEqualTo("HM");
    assertThat(grouped.key()).isEqualTo("message user %s is late");
    assertThat(grouped.title()).isEqualTo("user 17 is late");
  }

  @Test
  void oneLibraryFrameIsNotEnoughAlone() {
    var grouped = group(event("java", thrown("E", "port 80 taken", java("java.net.Socket.bind"))));
    assertThat(grouped.mechanism()).isEqualTo("H0");
    assertThat(grouped.key()).contains("java.net.Socket bind").contains("message port <int> taken");
  }

  @Test
  void titleAndPlaceComeFromTheInnermostWithApplicationFrames() {
    var grouped =
        group(
            event(
                "java",
                thrown(
                    "SocketException",
                    "reset",
                    javaStack("java.net.Socket.read", "java.net.Nio.read")),
                thrown("OrderFailed", "order 7\\nmore", java("com.example.Orders.place")),
                thrown("ExecutionException", "OrderFailed", java("com.example.Pool.run"))));
    assertThat(grouped.title()).isEqualTo("OrderFailed: order 7");
    assertThat(grouped.culprit()).isEqualTo("com.example.Orders place");
  }

  @Test
  void sdkIsBelievedUnlessItCallsEverythingForeign() {
    var mixed =
        read(
            event(
                "python",
                thrown(
                    "E",
                    "x",
                    "{'module':'shop','function':'pay','in_app':false}",
                    "{'module':'shop.main','function':'run','in_app':true}")));
    var frames = mixed.exceptions().getFirst().frames();
    assertThat(new G1().inApp(mixed, frames))
        .extracting(InAppVerdict::inApp)
        .containsExactly(false, true);

    var nothing =
        read(
            event(
                "python",
                thrown(
                    "E",
                    "x",
                    "{'module':'shop','function':'pay','filename':'shop.py','in_app':false}",
                    "{'module':'requests','function':'get','in_app':false,"
                        + "'abs_path':'/venv/lib/site-packages/requests/api.py'}")));
    assertThat(new G1().inApp(nothing, nothing.exceptions().getFirst().frames()))
        .extracting(InAppVerdict::inApp)
        .containsExactly(true, false);
  }

  @Test
  void explanationNamesWhatSpokeAndWhatDidNot() {
    var explanation =
        group(
                event(
                    "java",
                    thrown("A", "x", javaStack("java.lang.Thread.run", "com.example.Cart.add")),
                    thrown("ExecutionException", "", java("com.example.Pool.run"))))
            .explanation();
    assertThat(explanation).extracting(Component::name).contains("chain", "frames", "message");
    assertThat(explanation.getFirst().children())
        .extracting(Component::contributes)
        .containsExactly(false, true);
    assertThat(explanation.get(1).children().getFirst())
        .isEqualTo(
            Component.leaf(
                "frame",
                true,
                "module and function; no rule names it a library",
                "com.example.Cart add"));
  }

  @Test
  void crashedThreadSpeaksWhenThereIsNoException() {
    var stack = java("com.example.Main.start") + "," + java("com.example.Cart.add");
    var grouped =
        group(
            ("{'platform':'java','message':'odd','threads':{'values':[{'id':1,'stacktrace':{'frames':[%s]}},"
                    + "{'id':2,'crashed':true,'stacktrace':{'frames':[%s]}}]}}")
                .formatted(java("com.example.Other.wait"), stack));
    assertThat(grouped.mechanism()).isEqualTo("H1");
    assertThat(grouped.key()).contains("Cart add").doesNotContain("Other");
    assertThat(grouped.title()).isEqualTo("odd");
  }
}
