package dev.tocsin.console.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CsrfRuleTest {

  private static final String OWN = "https://tocsin.example.com";

  @Test
  void onlyUnsafeRequestsThatACookieCouldAuthoriseAreLookedAt() {
    assertThat(refuse("GET", false, true, false, null, null)).isNull();
    assertThat(refuse("HEAD", false, true, false, null, null)).isNull();
    assertThat(refuse("POST", false, false, false, null, null)).isNull();
    assertThat(refuse("POST", true, false, false, null, null)).isNotNull();
    for (String method : new String[] {"POST", "PUT", "PATCH", "DELETE", "TRACE", "INVENTED"}) {
      assertThat(refuse(method, false, true, false, null, null)).as(method).isNotNull();
    }
  }

  @Test
  void theHeaderAndTheOriginMustBothBeRight() {
    assertThat(refuse("POST", false, true, true, "same-origin", null)).isNull();
    assertThat(refuse("POST", false, true, true, null, OWN)).isNull();
    assertThat(refuse("POST", false, true, false, "same-origin", OWN)).contains("X-Console-Csrf");
    assertThat(refuse("POST", false, true, true, null, null)).contains("Neither");
    assertThat(refuse("POST", false, true, true, null, "null")).contains("another site");
    assertThat(refuse("POST", false, true, true, null, OWN + ".evil.example")).isNotNull();
  }

  @Test
  void theBrowsersWordCountsMoreThanTheOrigin() {
    for (String site : new String[] {"same-site", "cross-site", "none"}) {
      assertThat(refuse("POST", false, true, true, site, OWN)).as(site).isNotNull();
    }
  }

  private static @Nullable String refuse(
      String method,
      boolean signsIn,
      boolean cookie,
      boolean header,
      @Nullable String site,
      @Nullable String origin) {
    return CsrfRule.refuse(
        new CsrfRule.Facts(method, signsIn, cookie, header, site, origin, Set.of(OWN)));
  }
}
