package dev.tocsin.exceptions.grouping.g1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.exceptions.event.Frame;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FrameKeyTest {

  private static void java(String module, String function, @Nullable String expected) {
    var key = FrameKey.of(Frame.of("java", module, function, null)).text();
    assertThat(key).as("%s.%s", module, function).isEqualTo(expected);
  }

  private static void script(String file, @Nullable String function, @Nullable String expected) {
    var key = FrameKey.of(Frame.of("node", null, function, file)).text();
    assertThat(key).as("%s %s", file, function).isEqualTo(expected);
  }

  private static void python(
      String module, String function, @Nullable String line, String expected) {
    var frame = Frame.of("python", module, function, null).withLine(1, line);
    assertThat(FrameKey.of(frame).text()).isEqualTo(expected);
  }

  @Test
  void javaNamesLoseWhatGeneratorsAdd() {
    java("a.Cart", "add", "a.Cart add");
    java("a.Cart$1", "add", "a.Cart$1 add");
    java("a.Cart", "lambda$add$3", "a.Cart lambda$add");
    java("a.Cart$$Lambda$14/0x0000000800066840", "accept", "a.Cart accept");
    java("a.Cart$$Lambda/0x00007f1c", "accept", "a.Cart accept");
    java("a.Cart$$EnhancerBySpringCGLIB$$5e1f2a", "add", "a.Cart add");
    java("a.Cart$$FastClassBySpringCGLIB$$5e1f2a", "invoke", null);
    java("a.Cart$$SpringCGLIB$$0", "add", "a.Cart add");
    java("a.Cart_ClientProxy", "add", "a.Cart add");
    java("a.Cart_Subclass", "add$$superforward", "a.Cart add");
    java("a.Cart_Bean", "create", null);
    java("a.CartResource$quarkusrestinvoker$add_0aff", "invoke", null);
    java("a.User$HibernateProxy$aX9", "getName", "a.User getName");
    java("a.User_$$_javassist_seam_3", "getName", "a.User getName");
    java("a.User$ByteBuddy$k2", "getName", "a.User getName");
    java("com.sun.proxy.$Proxy12", "add", null);
    java("jdk.proxy2.$Proxy12", "add", null);
    java("java.lang.reflect.Method", "invoke", null);
    java("jdk.internal.reflect.GeneratedMethodAccessor7", "invoke", null);
    java("java.lang.invoke.LambdaForm$MH", "invoke", null);
    java("a.Outer", "access$000", null);
    java("shop.core$pay$fn__1234", "invoke", "shop.core$pay invoke");
    java("a.Loader$load$1", "invokeSuspend", "a.Loader$load$1");
  }

  @Test
  void scriptNamesLoseWhatBrowsersAndBundlersAdd() {
    script("/srv/app/cart.js", "add", "cart.js add");
    script("/srv/app/cart.js", "Object.add", "cart.js add");
    script("/srv/app/cart.js", "async Cart.add", "cart.js add");
    script("/srv/app/cart.js", "new Cart", "cart.js Cart");
    script("/srv/app/cart.js", "Cart.add [as push]", "cart.js add");
    script("C:\\\\app\\\\cart.js", "add", "cart.js add");
    script("main.3f2a9c11.js", "add", "main.js add");
    script("chunk-5ab3f09d.mjs", "add", "chunk.mjs add");
    script("my-component.js", "add", "my-component.js add");
    script("https://shop.example.com/a.js", "add", "add");
    for (var nameless :
        new String[] {"?", "<anonymous>", "Anonymous function", "Object.<anonymous>", "add/<"}) {
      script("cart.js", nameless, null);
    }
    script("eval at add", "add", null);
    script("[native code]", "map", null);
    script("cart.js", null, null);
  }

  @Test
  void namelessScriptFunctionIsKnownByItsLine() {
    var frame = Frame.of("node", null, null, "cart.js").withLine(3, "  throw  new Error(x)  ");
    assertThat(FrameKey.of(frame).text()).isEqualTo("cart.js `throw new Error(x)`");
    var minified = Frame.of("node", null, null, "cart.js").withLine(1, "x".repeat(500));
    assertThat(FrameKey.of(minified).text()).isNull();
  }

  @Test
  void pythonKeysHoldTheLine() {
    python("shop.cart", "add", "    raise  Empty(x)", "shop.cart add `raise Empty(x)`");
    python("shop.cart", "add", "y".repeat(121), "shop.cart add");
    python("shop.cart", "add", null, "shop.cart add");
    var spawn =
        Frame.of("python", "__main__", "<module>", null)
            .withLine(1, "from multiprocessing.spawn import spawn_main; spawn_main(3)");
    assertThat(FrameKey.of(spawn).text()).isNull();
  }

  @Test
  void goKeysLoseClosuresAndVersions() {
    var frame = Frame.of("go", "example.com/shop@v1.2.3/cart", "(*Cart).Add.func1.2", null);
    assertThat(FrameKey.of(frame).text()).isEqualTo("example.com/shop/cart (*Cart).Add");
  }
}
