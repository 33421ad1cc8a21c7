package dev.tocsin.console.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import dev.tocsin.console.testing.Browser;
import dev.tocsin.console.testing.Surroundings;
import dev.tocsin.console.testing.TestTime;
import dev.tocsin.testkit.PlatformResource;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(Surroundings.class)
class LoginIT {

  @Inject TestTime time;
  @Inject AgroalDataSource dataSource;

  @BeforeEach
  void forgetEarlierAttempts() {
    time.get().advance(Duration.ofMinutes(6));
  }

  @Test
  void aRightPasswordOpensASessionWhoseCookieNoScriptAndNoOtherSiteCanUse() {
    Response response = Browser.login(Surroundings.ADMIN, Surroundings.PASSWORD);

    response
        .then()
        .statusCode(200)
        .body("user.username", equalTo(Surroundings.ADMIN))
        .body("user.name", equalTo("Administrator"))
        .body("roles", hasItems("admin", "manager", "responder", "viewer"));
    String cookie = response.getHeader("Set-Cookie");
    assertThat(cookie)
        .matches("__Host-sid=[A-Za-z0-9_-]{43};.*")
        .contains("; HttpOnly", "; Secure", "; SameSite=Strict", "; Path=/", "; Max-Age=604800")
        .doesNotContain("Domain");
    assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void theDatabaseKeepsOnlyAHashOfTheCookie() throws SQLException {
    String session = Browser.session();

    try (var connection = dataSource.getConnection();
        var rows = connection.createStatement().executeQuery("select session::text from session")) {
      while (rows.next()) {
        assertThat(rows.getString(1)).doesNotContain(session);
      }
    }
  }

  @Test
  void aWrongPasswordAndAnUnknownNameGetTheSameAnswer() {
    String wrong =
        Browser.login(Surroundings.ADMIN, "wrong")
            .then()
            .statusCode(401)
            .contentType("application/problem+json")
            .extract()
            .path("detail");
    String unknown =
        Browser.login("nobody", "wrong")
            .then()
            .statusCode(401)
            .contentType("application/problem+json")
            .extract()
            .path("detail");

    assertThat(wrong).isEqualTo(unknown);
  }

  @Test
  void anUnknownNameTakesAsLongAsAWrongPassword() {
    Browser.login("warm.up", "wrong");
    long wrong = fastest(Surroundings.ADMIN);
    long unknown = fastest("nobody.at.all");

    // A missing bcrypt check would be fifty times faster; the machine's noise is not.
    assertThat((double) unknown / wrong).isBetween(0.4, 2.5);
  }

  private long fastest(String username) {
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      Browser.login(username, "wrong").then().statusCode(401);
      fastest = Math.min(fastest, System.nanoTime() - start);
    }
    return fastest;
  }

  @Test
  void theSixthGuessWaitsAndARightPasswordDoesNotHelpMeanwhile() {
    for (int i = 0; i < 5; i++) {
      Browser.login("limited", "guess" + i).then().statusCode(401);
    }

    Browser.login("limited", "guess5")
        .then()
        .statusCode(429)
        .contentType("application/problem+json")
        .header("Retry-After", Integer::parseInt, greaterThan(0));
    Browser.login("LIMITED ", "guess6").then().statusCode(429);
    Browser.session();

    time.get().advance(Duration.ofMinutes(5));
    Browser.login("limited", "guess7").then().statusCode(401);
  }

  @Test
  void missingFieldsAreNamedAllAtOnce() {
    Browser.page()
        .contentType("application/json")
        .body("{}")
        .post("/auth/login")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("errors.field", hasItems("username", "password"));
    Browser.page()
        .contentType("application/json")
        .body("{\"username\":")
        .post("/auth/login")
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
  }

  @Test
  void theSessionSaysWhoIsSignedInUntilTheySignOut() {
    String session = Browser.session();
    Browser.page(session)
        .get("/auth/session")
        .then()
        .statusCode(200)
        .body("user.username", equalTo(Surroundings.ADMIN));

    Browser.page(session)
        .post("/auth/logout")
        .then()
        .statusCode(204)
        .header("Set-Cookie", containsString("Max-Age=0"));

    Browser.page(session)
        .get("/auth/session")
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .body("code", equalTo("unauthorized"));
  }

  @Test
  void signingInAgainReplacesTheSession() {
    String first = Browser.session();
    Response second =
        Browser.page(first)
            .contentType("application/json")
            .body("{\"username\":\"chief\",\"password\":\"" + Surroundings.PASSWORD + "\"}")
            .post("/auth/login");

    second.then().statusCode(200).header("Set-Cookie", not(containsString(first)));
    Browser.page(first).get("/auth/session").then().statusCode(401);
  }

  @Test
  void aSessionEndsAfterTwelveIdleHours() {
    String session = Browser.session();
    time.get().advance(Duration.ofHours(11));
    Browser.page(session).get("/auth/session").then().statusCode(200);
    time.get().advance(Duration.ofHours(11));
    Browser.page(session).get("/auth/session").then().statusCode(200);

    time.get().advance(Duration.ofHours(12));
    Browser.page(session).get("/auth/session").then().statusCode(401);
  }

  @Test
  void aSessionEndsAfterSevenDaysHoweverBusy() {
    String session = Browser.session();
    for (int hours = 0; hours < 7 * 24 - 8; hours += 8) {
      time.get().advance(Duration.ofHours(8));
      Browser.page(session).get("/auth/session").then().statusCode(200);
    }

    time.get().advance(Duration.ofHours(8));
    Browser.page(session).get("/auth/session").then().statusCode(401);
  }

  @Test
  void nobodyIsSignedInWithoutACookieOrWithAForgedOne() {
    given().get("/auth/session").then().statusCode(401).contentType("application/problem+json");
    Browser.page("A".repeat(43)).get("/auth/session").then().statusCode(401);
    Browser.page("x' or 1=1").get("/auth/session").then().statusCode(401);
  }
}
