package dev.tocsin.console.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.console.testing.Browser;
import dev.tocsin.console.testing.Surroundings;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(Surroundings.class)
class SessionResourceIT {

  @Test
  void anotherBrowserCanBeSignedOutFromHere() {
    String phone = Browser.session();
    String laptop = Browser.session();
    String phoneId = current(phone);

    Browser.page(laptop).delete("/auth/sessions/" + phoneId).then().statusCode(204);

    Browser.page(phone).get("/auth/session").then().statusCode(401);
    Browser.page(laptop).get("/auth/session").then().statusCode(200);
    Browser.page(laptop).delete("/auth/sessions/" + phoneId).then().statusCode(404);
    Browser.page(laptop).delete("/auth/sessions/no-id").then().statusCode(404);
  }

  @Test
  void allOthersCanBeSignedOutAtOnce() {
    String phone = Browser.session();
    String laptop = Browser.session();

    Browser.page(laptop).delete("/auth/sessions").then().statusCode(204);

    Browser.page(phone).get("/auth/session").then().statusCode(401);
    List<Object> left = Browser.page(laptop).get("/auth/sessions").path("items");
    assertThat(left).hasSize(1);
  }

  @Test
  void aKeyHasNoSessions() {
    RestAssured.given()
        .header("Authorization", "Bearer " + TestKeys.ADMIN_API)
        .get("/auth/sessions")
        .then()
        .statusCode(403)
        .contentType("application/problem+json");
  }

  private static String current(String session) {
    return Browser.page(session).get("/auth/sessions").path("items.find { it.current }.id");
  }
}
