package dev.tocsin.console.site;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.tocsin.console.testing.Surroundings;
import dev.tocsin.testkit.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.response.Response;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(Surroundings.class)
class SiteIT {

  private static final Pattern NONCE = Pattern.compile("'nonce-([A-Za-z0-9_-]{22})'");

  @Test
  void everyPageAddressGetsThePageWithAFreshNonce() {
    String first = nonceOf(given().get("/"));
    String second = nonceOf(given().get("/incidents/42"));

    assertThat(first).isNotEqualTo(second);
  }

  private static String nonceOf(Response response) {
    response
        .then()
        .statusCode(200)
        .contentType("text/html;charset=UTF-8")
        .header("Cache-Control", "no-store")
        .header("X-Frame-Options", "DENY")
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "same-origin");
    String policy = response.getHeader("Content-Security-Policy");
    assertThat(policy)
        .startsWith("default-src 'none'")
        .contains("frame-ancestors 'none'", "base-uri 'none'", "'strict-dynamic'")
        .doesNotContain("unsafe");
    Matcher matcher = NONCE.matcher(policy);
    assertThat(matcher.find()).isTrue();
    String nonce = matcher.group(1);
    assertThat(response.asString()).contains("nonce=\"" + nonce + "\"").doesNotContain("__NONCE__");
    return nonce;
  }

  @Test
  void headIsAnsweredLikeGet() {
    for (String path : new String[] {"/", "/index.html", "/logs"}) {
      given()
          .request(Method.HEAD, path)
          .then()
          .statusCode(200)
          .header("Cache-Control", "no-store")
          .header("Content-Length", not("0"));
    }
  }

  @Test
  void unknownFilesAreNotThePage() {
    for (String path :
        new String[] {"/assets/none-123.js", "/assets/", "/favicon.none", "/q/none"}) {
      Response response = given().redirects().follow(false).get(path);
      assertThat(response.statusCode()).as(path).isIn(401, 404);
      assertThat(response.getHeader("Cache-Control")).as(path).isEqualTo("no-store");
    }
    given().get("/assets/none-123.js").then().statusCode(404);
  }

  @Test
  void unknownApisAreClosed() {
    given().get("/api/none").then().statusCode(401);
    given().get("/auth/none").then().statusCode(401);
    given().post("/anything").then().statusCode(401).body("code", equalTo("unauthorized"));
  }

  @Test
  void filesWithAHashInTheirNameMayBeKeptForEver() {
    String html = given().get("/").asString();
    Matcher script = Pattern.compile("src=\"(/assets/[^\"]+\\.js)\"").matcher(html);
    Assumptions.assumeTrue(script.find(), "built with -Dskip.ui: there are no pages to test");

    for (Method method : new Method[] {Method.GET, Method.HEAD}) {
      given()
          .request(method, script.group(1))
          .then()
          .statusCode(200)
          .header("Cache-Control", "public, max-age=31536000, immutable")
          .header("X-Content-Type-Options", "nosniff");
    }
  }

  @Test
  void healthMetricsAndKeysAreOpen() {
    given()
        .get("/q/health/ready")
        .then()
        .statusCode(200)
        .body("checks.name", org.hamcrest.Matchers.hasItem("postgresql"));
    given().get("/q/metrics").then().statusCode(200);
    given().get("/.well-known/jwks.json").then().statusCode(200).body("keys.size()", is(1));
  }
}
