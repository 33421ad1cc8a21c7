package dev.tocsin.console.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SiteRuleTest {

  @Test
  void pathsOfThePagesGetThePage() {
    for (String path :
        new String[] {
          "/", "/index.html", "/logs", "/incidents/42", "/slos/v1.2/edit", "/liveness"
        }) {
      assertThat(SiteRule.isPage(path)).as(path).isTrue();
    }
  }

  @Test
  void filesAndApisDoNot() {
    for (String path :
        new String[] {
          "/favicon.svg",
          "/assets/",
          "/assets/x",
          "/assets",
          "/api",
          "/api/x",
          "/auth/session",
          "/q/health",
          "/live",
          "/.well-known/jwks.json",
          "/.well-known/security",
          "/robots.txt"
        }) {
      assertThat(SiteRule.isPage(path)).as(path).isFalse();
    }
  }

  @Test
  void onlyAssetsThatExistMayBeKept() {
    assertThat(SiteRule.cacheControl("/assets/a-1.js", 200)).contains("immutable");
    assertThat(SiteRule.cacheControl("/assets/a-1.js", 404)).isEqualTo("no-store");
    assertThat(SiteRule.cacheControl("/favicon.svg", 200)).isEqualTo("no-cache");
    assertThat(SiteRule.cacheControl("/api/uptime/v1/a.b", 200)).isEqualTo("no-store");
    assertThat(SiteRule.cacheControl("/auth/session", 200)).isEqualTo("no-store");
  }

  @Test
  void theNonceStandsWhereverTheBuildLeftAPlace() {
    var page = new IndexPage("<script nonce=\"__NONCE__\"></script><style nonce=\"__NONCE__\">");

    assertThat(page.render("n1")).isEqualTo("<script nonce=\"n1\"></script><style nonce=\"n1\">");
    assertThat(ContentPolicy.page("n1"))
        .contains("script-src 'nonce-n1' 'strict-dynamic'")
        .doesNotContain("unsafe");
  }
}
