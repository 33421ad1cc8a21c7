package dev.tocsin.console.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import dev.tocsin.console.testing.Surroundings;
import dev.tocsin.console.testing.TestTime;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.WebhookReceiver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(Surroundings.class)
class SignInPageIT extends ChromiumTest {

  @Inject TestTime time;
  @Nullable WebhookReceiver service;

  @BeforeEach
  void calm() {
    time.get().advance(Duration.ofMinutes(6));
    Objects.requireNonNull(service).answerAlways(200).answerBody("{\"items\":[]}");
  }

  @Test
  void isReadableInBothThemesOnEveryScreen() {
    for (ColorScheme scheme : new ColorScheme[] {ColorScheme.DARK, ColorScheme.LIGHT}) {
      for (Screen screen : Screen.values()) {
        String what = ("sign-in-" + screen + "-" + scheme).toLowerCase(Locale.ROOT);
        Page page = open("/incidents/1", screen, scheme);

        assertThat(password(page)).isVisible();
        assertSound(page, what);
        picture(page, what);
      }
    }
  }

  @Test
  void aWrongPasswordIsSaidAndAnnounced() {
    Page page = open("/", Screen.PHONE, ColorScheme.DARK);
    signIn(page, "wrong");

    assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
    assertSound(page, "refused sign-in");
    picture(page, "sign-in-refused");
    assertThat(context().cookies()).isEmpty();
  }

  @Test
  void aRightPasswordOpensThePagesAndAReloadKeepsThemOpen() {
    Page page = open("/", Screen.DESKTOP, ColorScheme.DARK);
    signIn(page, Surroundings.PASSWORD);

    assertThat(password(page)).hasCount(0);
    page.reload();
    assertThat(page.getByRole(AriaRole.MAIN)).isVisible();
    assertThat(password(page)).hasCount(0);
    picture(page, "signed-in-desktop-dark");
    assertThat(context().cookies()).hasSize(1);
    Cookie cookie = context().cookies().getFirst();
    assertThat(cookie.name).isEqualTo("__Host-sid");
    assertThat(cookie.httpOnly).isTrue();
    assertThat(cookie.secure).isTrue();
    assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.STRICT);
    assertThat(page.evaluate("() => document.cookie")).isEqualTo("");
  }

  private static void signIn(Page page, String password) {
    page.getByLabel("User name").fill(Surroundings.ADMIN);
    password(page).fill(password);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in").setExact(true))
        .click();
  }

  private static Locator password(Page page) {
    return page.locator("input[name=password]");
  }
}
