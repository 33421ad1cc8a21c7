package dev.tocsin.console.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionCookieTest {

  @Test
  void theCookieIsBoundToThisHostAndHiddenFromScripts() {
    assertThat(SessionCookie.forMode(false).set("secret", Duration.ofDays(7)))
        .isEqualTo("__Host-sid=secret; Path=/; Max-Age=604800; HttpOnly; SameSite=Strict; Secure");
  }

  @Test
  void withoutTlsTheNameSaysSo() {
    assertThat(SessionCookie.forMode(true).set("secret", Duration.ofDays(7)))
        .startsWith("sid-insecure=secret;")
        .doesNotContain("Secure");
  }

  @Test
  void clearingKeepsTheAttributesThatTheNameDemands() {
    assertThat(SessionCookie.forMode(false).clear())
        .startsWith("__Host-sid=;")
        .contains("Max-Age=0", "Path=/", "Secure");
  }
}
