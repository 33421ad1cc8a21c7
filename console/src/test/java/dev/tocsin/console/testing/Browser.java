package dev.tocsin.console.testing;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** Requests as our own pages send them. */
public final class Browser {

  public static final String COOKIE = "__Host-sid";

  private Browser() {}

  /** A request from our own page, not signed in. */
  public static RequestSpecification page() {
    return given().header("X-Console-Csrf", "1").header("Sec-Fetch-Site", "same-origin");
  }

  /** A request from our own page within a session. */
  public static RequestSpecification page(String session) {
    return page().header("Cookie", COOKIE + "=" + session);
  }

  public static Response login(String username, String password) {
    return page()
        .contentType("application/json")
        .body(Map.of("username", username, "password", password))
        .post("/auth/login");
  }

  /** Signs the administrator in. */
  public static String session() {
    return sessionOf(Surroundings.ADMIN, Surroundings.PASSWORD);
  }

  public static String sessionOf(String username, String password) {
    Response response = login(username, password);
    response.then().statusCode(200);
    String header = response.getHeader("Set-Cookie");
    return header.substring(header.indexOf('=') + 1, header.indexOf(';'));
  }
}
