package dev.tocsin.console.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.console.testing.Browser;
import dev.tocsin.console.testing.Surroundings;
import dev.tocsin.console.testing.TestTime;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import dev.tocsin.testkit.WebhookReceiver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(Surroundings.class)
class GatewayIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Inject TestTime time;
  @Nullable WebhookReceiver injected;

  @BeforeEach
  void quiet() {
    service().clear();
    service().answerAlways(200).answerBody("{\"items\":[]}").answerAfter(Duration.ZERO);
  }

  @Test
  void aRequestArrivesWithATokenThatOurPublicKeysVerify() throws Exception {
    String session = Browser.session();

    String answer =
        Browser.page(session)
            .urlEncodingEnabled(false)
            .get("/api/uptime/v1/monitors?limit=5&q=a%20b")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    assertThat(answer).isEqualTo("{\"items\":[]}");

    WebhookReceiver.Request seen = service().requests().getLast();
    assertThat(seen.path()).isEqualTo("/api/v1/monitors?limit=5&q=a%20b");
    JsonNode claims = verified(Objects.requireNonNull(seen.headers().get("Authorization")));
    long now = time.get().instant().getEpochSecond();
    assertThat(claims.get("iss").asText()).isEqualTo("tocsin-console");
    assertThat(claims.get("aud").asText()).isEqualTo("tocsin");
    assertThat(claims.get("upn").asText()).isEqualTo(Surroundings.ADMIN);
    assertThat(claims.get("name").asText()).isEqualTo("Administrator");
    assertThat(claims.get("groups").toString()).contains("admin", "manager", "responder", "viewer");
    assertThat(claims.get("iat").asLong()).isEqualTo(now);
    assertThat(claims.get("exp").asLong()).isEqualTo(now + 60);
  }

  @Test
  void cookiesForeignTokensAndForwardingHeadersStayHere() {
    String session = Browser.session();

    Browser.page(session)
        .header("Authorization", "Bearer forged.by.client")
        .header("X-Forwarded-For", "10.0.0.1")
        .header("X-Forwarded-Host", "evil.example.com")
        .header("Forwarded", "for=10.0.0.1")
        .header("X-Tocsin-Internal", "1")
        .header("X-Console-Target", "/q/metrics")
        .header("X-Request-Id", "trace-me-1")
        .contentType("application/json")
        .body("{\"text\":\"hello\"}")
        .post("/api/incidents/v1/incidents/42/notes")
        .then()
        .statusCode(200);

    WebhookReceiver.Request seen = service().requests().getLast();
    assertThat(seen.method()).isEqualTo("POST");
    assertThat(seen.path()).isEqualTo("/api/v1/incidents/42/notes");
    assertThat(seen.body()).isEqualTo("{\"text\":\"hello\"}");
    assertThat(seen.headers())
        .doesNotContainKeys(
            "Cookie",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "Forwarded",
            "X-Tocsin-Internal",
            "X-Console-Target",
            "X-Console-Csrf")
        .containsEntry("X-Request-Id", "trace-me-1");
    assertThat(seen.headers().get("Authorization"))
        .startsWith("Bearer ey")
        .doesNotContain("forged");
  }

  @Test
  void nobodyPassesWithoutASession() {
    given()
        .get("/api/logs/v1/logs/search")
        .then()
        .statusCode(401)
        .contentType("application/problem+json");
    given()
        .header("Authorization", "Bearer tk_api_unknown")
        .get("/api/logs/v1/logs/search")
        .then()
        .statusCode(401)
        .contentType("application/problem+json");
    given()
        .header("Authorization", "Bearer " + TestKeys.INGEST)
        .get("/api/logs/v1/logs/search")
        .then()
        .statusCode(403)
        .contentType("application/problem+json");

    assertThat(service().requests()).isEmpty();
  }

  @Test
  void aKeyPassesWithTheRolesOfTheKey() throws Exception {
    given()
        .header("Authorization", "Bearer " + TestKeys.VIEWER_API)
        .get("/api/exceptions/v1/issues")
        .then()
        .statusCode(200);

    WebhookReceiver.Request seen = service().requests().getLast();
    JsonNode claims = verified(Objects.requireNonNull(seen.headers().get("Authorization")));
    assertThat(claims.get("groups").toString()).isEqualTo("[\"viewer\"]");
  }

  @Test
  void addressesOffTheListLeadNowhere() {
    String session = Browser.session();

    for (String path :
        List.of(
            "/api/unknown/v1/things",
            "/api/uptime/v2/monitors",
            "/api/uptime",
            "/api/uptime/q/metrics")) {
      Browser.page(session)
          .get(path)
          .then()
          .statusCode(404)
          .contentType("application/problem+json");
    }
    assertThat(service().requests()).isEmpty();
  }

  @Test
  void pathsThatClimbOutAreRefusedInEverySpelling() throws IOException {
    String session = Browser.session();

    for (String path :
        List.of(
            "/api/uptime/v1/../../q/metrics",
            "/api/uptime/v1/./../q",
            "/api/uptime/v1/%2e%2e/%2E%2e/q/metrics",
            "/api/uptime/v1/a%2f..%2f..%2fq",
            "/api/uptime/v1/..%5c..%5cq",
            "/api/uptime/v1/%252e%252e/q",
            "/api/uptime/v1//q/metrics",
            "/api/uptime/v1/..;/q")) {
      assertThat(
              raw(
                  "GET "
                      + path
                      + " HTTP/1.1\r\nHost: localhost\r\nCookie: __Host-sid="
                      + session
                      + "\r\n\r\n"))
          .as(path)
          .matches("(?s)HTTP/1.1 40[04] .*");
    }
    assertThat(service().requests()).isEmpty();
  }

  @Test
  void aServiceThatIsAwayIsNamed() {
    Browser.page(Browser.session())
        .get("/api/slo/v1/slos")
        .then()
        .statusCode(503)
        .contentType("application/problem+json")
        .header("Retry-After", "2")
        .body("code", equalTo("service-away"))
        .body("detail", containsString("slo-service"));
  }

  @Test
  void aServiceThatIsTooSlowIsNamed() {
    service().answerAfter(Duration.ofSeconds(4));

    Browser.page(Browser.session())
        .get("/api/logs/v1/logs/search")
        .then()
        .statusCode(504)
        .contentType("application/problem+json")
        .body("code", equalTo("service-slow"))
        .body("detail", containsString("log-ingest"));
  }

  @Test
  void answersOfServicesPassButTheirPowerOverTheBrowserDoesNot() {
    service().answerAlways(409).answerBody("{\"code\":\"conflict\"}");

    Response answer = Browser.page(Browser.session()).get("/api/uptime/v1/monitors");

    assertThat(answer.asString()).isEqualTo("{\"code\":\"conflict\"}");
    answer
        .then()
        .statusCode(409)
        .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        .header("X-Content-Type-Options", "nosniff")
        .header("Cache-Control", "no-store");
  }

  @Test
  void aServiceThatRefusesOurTokenDoesNotSignPeopleOut() {
    service().answerAlways(401);

    Browser.page(Browser.session())
        .get("/api/uptime/v1/monitors")
        .then()
        .statusCode(502)
        .contentType("application/problem+json")
        .body("code", equalTo("token-refused"));
  }

  @Test
  void bodiesAreBounded() {
    String session = Browser.session();
    Browser.page(session)
        .contentType("text/plain")
        .body("x".repeat(300_000))
        .post("/api/logs/v1/logs")
        .then()
        .statusCode(200);
    assertThat(service().requests().getLast().body()).hasSize(300_000);

    Browser.page(session)
        .contentType("text/plain")
        .body("x".repeat(5_000_000))
        .post("/api/logs/v1/logs")
        .then()
        .statusCode(413);
  }

  @Test
  void upgradesAndBodiesWithoutALengthAreRefused() throws IOException {
    String session = Browser.session();
    String head = "GET /api/uptime/v1/x HTTP/1.1\r\nHost: localhost\r\nCookie: __Host-sid=";

    assertThat(
            raw(
                head
                    + session
                    + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                    + "Sec-WebSocket-Version: 13\r\n\r\n"))
        .startsWith("HTTP/1.1 400");
    assertThat(
            raw(
                "POST /api/uptime/v1/x HTTP/1.1\r\nHost: localhost\r\nCookie: __Host-sid="
                    + session
                    + "\r\nX-Console-Csrf: 1\r\nSec-Fetch-Site: same-origin\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n"))
        .startsWith("HTTP/1.1 411");
    assertThat(service().requests()).isEmpty();
  }

  private static String raw(String request) throws IOException {
    try (var socket = new Socket("localhost", RestAssured.port);
        OutputStream out = socket.getOutputStream();
        InputStream in = socket.getInputStream()) {
      socket.setSoTimeout(10_000);
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      var answer = new byte[1024];
      int length = in.read(answer);
      return new String(answer, 0, Math.max(0, length), StandardCharsets.US_ASCII);
    }
  }

  private static JsonNode verified(String authorization) throws Exception {
    String[] parts = authorization.substring("Bearer ".length()).split("\\.", -1);
    JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
    assertThat(header.get("alg").asText()).isEqualTo("ES256");
    JsonNode keys = JSON.readTree(given().get("/.well-known/jwks.json").asString()).get("keys");
    JsonNode key = keys.get(0);
    assertThat(key.get("kid").asText()).isEqualTo(header.get("kid").asText());
    assertThat(key.has("d")).isFalse();
    var parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    var point = new ECPoint(coordinate(key, "x"), coordinate(key, "y"));
    var publicKey =
        KeyFactory.getInstance("EC")
            .generatePublic(
                new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class)));
    var verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
    verifier.initVerify(publicKey);
    verifier.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(verifier.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    return JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
  }

  private static BigInteger coordinate(JsonNode key, String name) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(key.get(name).asText()));
  }

  private WebhookReceiver service() {
    return Objects.requireNonNull(injected);
  }
}
