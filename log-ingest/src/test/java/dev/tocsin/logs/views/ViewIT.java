package dev.tocsin.logs.views;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import dev.tocsin.logs.Logs;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who sees, changes and removes which view. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class ViewIT {

  private static final String VIEWS = "/api/v1/logs/views";

  @Test
  void aPrivateViewIsItsOwnersAlone() {
    String name = Logs.newService("mine");
    String id = add(TestKeys.VIEWER_API, name, false);

    as(TestKeys.VIEWER_API).get(VIEWS).then().body("items.name", hasItem(name));
    as(TestKeys.VIEWER_API)
        .get(VIEWS + "/" + id)
        .then()
        .statusCode(200)
        .body("columns", contains("time", "http.route"))
        .body("range.last", equalTo("PT15M"))
        .body("editable", equalTo(true));
    as(TestKeys.ADMIN_API).get(VIEWS).then().body("items.name", not(hasItem(name)));
    as(TestKeys.ADMIN_API).get(VIEWS + "/" + id).then().statusCode(404);
    as(TestKeys.ADMIN_API).delete(VIEWS + "/" + id).then().statusCode(404);
    as(TestKeys.VIEWER_API).delete(VIEWS + "/" + id).then().statusCode(204);
    as(TestKeys.VIEWER_API).get(VIEWS + "/" + id).then().statusCode(404);
  }

  @Test
  void aSharedViewIsSeenByAllAndChangedByItsOwnerAndManagers() {
    String name = Logs.newService("ours");
    as(TestKeys.VIEWER_API).body(body(name, true, null)).post(VIEWS).then().statusCode(403);
    String id = add(TestKeys.RESPONDER_API, name, true);

    as(TestKeys.VIEWER_API)
        .get(VIEWS + "/" + id)
        .then()
        .statusCode(200)
        .body("editable", equalTo(false));
    as(TestKeys.VIEWER_API).body(body(name, false, 1)).put(VIEWS + "/" + id).then().statusCode(403);
    as(TestKeys.MANAGER_API)
        .body(body(name, true, 1))
        .put(VIEWS + "/" + id)
        .then()
        .statusCode(200)
        .body("version", equalTo(2));
    as(TestKeys.RESPONDER_API)
        .body(body(name, true, 1))
        .put(VIEWS + "/" + id)
        .then()
        .statusCode(409);
    as(TestKeys.MANAGER_API).delete(VIEWS + "/" + id).then().statusCode(204);
  }

  @Test
  void aNameIsUsedOnceAndEveryMistakeIsNamed() {
    String name = Logs.newService("once");
    String id = add(TestKeys.VIEWER_API, name, false);
    as(TestKeys.VIEWER_API).body(body(name, false, null)).post(VIEWS).then().statusCode(409);
    String broken =
        "{\"name\":\"\",\"query\":\"(open\",\"columns\":[\"a\",\"a\"],\"range\":{\"last\":\"soon\"}}";
    as(TestKeys.VIEWER_API)
        .body(broken)
        .post(VIEWS)
        .then()
        .statusCode(400)
        .body("errors.field", hasItems("name", "query", "columns", "range.last"));
    as(TestKeys.VIEWER_API).delete(VIEWS + "/" + id).then().statusCode(204);
  }

  private static String add(String key, String name, boolean shared) {
    String id =
        as(key)
            .body(body(name, shared, null))
            .post(VIEWS)
            .then()
            .statusCode(201)
            .extract()
            .jsonPath()
            .getString("id");
    assertThat(id).isNotBlank();
    return id;
  }

  private static String body(String name, boolean shared, @Nullable Integer version) {
    return """
        {"name":"%s","shared":%s,"query":"level>=warn service:shop","columns":["time","http.route"],
         "range":{"last":"PT15M"},"version":%s}
        """
        .formatted(name, shared, version);
  }

  private static RequestSpecification as(String key) {
    return given().header("X-Tocsin-Key", key).contentType("application/json");
  }
}
