package dev.tocsin.console.account;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import dev.tocsin.console.testing.Browser;
import dev.tocsin.console.testing.Surroundings;
import dev.tocsin.testkit.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(Surroundings.class)
class AccountResourceIT {

  @Test
  void aNewPersonSignsInWithTheirRoleAndNoMore() {
    make("Ana.Responder", "Ana", "a long enough phrase", "responder")
        .then()
        .statusCode(201)
        .body("username", equalTo("ana.responder"));

    String session = Browser.sessionOf("ANA.responder", "a long enough phrase");
    Browser.page(session)
        .get("/auth/session")
        .then()
        .body("roles", equalTo(java.util.List.of("responder", "viewer")));
    Browser.page(session)
        .get("/auth/users")
        .then()
        .statusCode(403)
        .contentType("application/problem+json");
    Browser.page(session).get("/auth/keys").then().statusCode(403);
    Browser.page(session).get("/auth/projects").then().statusCode(200);
  }

  @Test
  void aUserNameIsTakenOnce() {
    make("twice", "One", "a long enough phrase", "viewer").then().statusCode(201);
    make("Twice", "Two", "a long enough phrase", "viewer").then().statusCode(409);
  }

  @Test
  void everyBrokenRuleIsNamed() {
    make("no spaces please", "", "short", "emperor")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("errors.field", hasItems("username", "name", "password", "role"));
    make("pass", "Pass", "é".repeat(37), "viewer")
        .then()
        .statusCode(400)
        .body("errors.field", hasItems("password"));
  }

  @Test
  void theListShowsNoHashes() {
    Browser.page(Browser.session())
        .get("/auth/users")
        .then()
        .statusCode(200)
        .body("items.username", hasItems(Surroundings.ADMIN))
        .body(not(containsString("$2a$")))
        .body(not(containsString("hash")));
    given().get("/auth/users").then().statusCode(401);
  }

  private static Response make(String username, String name, String password, String role) {
    return Browser.page(Browser.session())
        .contentType("application/json")
        .body(Map.of("username", username, "name", name, "password", password, "role", role))
        .post("/auth/users");
  }
}
