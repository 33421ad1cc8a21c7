package dev.tocsin.incident.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The way of an alert does not depend on Kafka: here its address leads nowhere at all. */
@QuarkusTest
@TestProfile(KafkaAwayIT.Away.class)
class KafkaAwayIT extends Scenario {

  /** An address that cannot even be resolved. */
  public static final class Away implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("tocsin.kafka.bootstrap", "kafka.invalid:9092");
    }
  }

  @Test
  void theServiceIsReadyAndWakesPeopleWhileEventsWait() throws Exception {
    given()
        .get("/q/health/ready")
        .then()
        .statusCode(200)
        .body("checks.find { it.name.startsWith('kafka') }.data.kafka", equalTo("missing"));

    String incident = fire("critical");
    String link = link(firstMail(), "Acknowledge");
    given().post(link).then().statusCode(200);

    assertThat(incident(incident).getString("state")).isEqualTo("acknowledged");
    assertThat(count("SELECT count(*) FROM outbox WHERE message_key = ?", incident))
        .isGreaterThanOrEqualTo(3);
  }
}
