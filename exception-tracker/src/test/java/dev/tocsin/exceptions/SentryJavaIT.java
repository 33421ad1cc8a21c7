package dev.tocsin.exceptions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.sentry.Sentry;
import io.sentry.SentryLevel;
import io.sentry.protocol.User;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The unmodified Sentry SDK for Java against the running service. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(IncidentPort.class)
class SentryJavaIT {

  @BeforeEach
  void connect() {
    Sentry.init(
        options -> {
          options.setDsn(
              "http://" + TestKeys.SENTRY_PUBLIC + "@127.0.0.1:" + RestAssured.port + "/1");
          options.setRelease("shop@1.4.2");
          options.setEnvironment("staging");
        });
  }

  @AfterEach
  void disconnect() {
    Sentry.close();
  }

  @Test
  void exceptionWithCausesBecomesOneIssueAndIsFoundAgain() {
    // given the same fault with other ids, once behind a wrapper
    var user = new User();
    user.setId("customer-1");
    Sentry.setUser(user);
    var first = Sentry.captureException(fault(17)).toString().replace("-", "");
    var other = new User();
    other.setId("customer-2");
    Sentry.setUser(other);
    var second = Sentry.captureException(fault(4711)).toString().replace("-", "");
    var wrapped =
        Sentry.captureException(new ExecutionException(fault(3))).toString().replace("-", "");

    // when
    Sentry.flush(10_000);

    // then
    var event = Api.event(first);
    var issue = Api.issueOf(first);
    assertThat(Api.issueOf(second).getString("id")).isEqualTo(issue.getString("id"));
    assertThat(Api.issueOf(wrapped).getString("id")).isEqualTo(issue.getString("id"));
    issue = Api.issue(issue.getString("id"));
    assertThat(issue.getInt("events")).isEqualTo(3);
    assertThat(issue.getInt("users")).isEqualTo(2);
    assertThat(issue.getString("state")).isEqualTo("new");
    assertThat(issue.getString("title")).isEqualTo("IllegalArgumentException: no stock for 17");
    assertThat(issue.getString("culprit")).contains("SentryJavaIT").contains("reserve");
    assertThat(issue.getString("release")).isEqualTo("shop@1.4.2");
    assertThat(issue.getString("environment")).isEqualTo("staging");
    assertThat(issue.getString("grouping.algorithm")).isEqualTo("g1");
    assertThat(issue.getString("grouping.mechanism")).isEqualTo("H1");
    assertThat(issue.getList("grouping.explanation")).isNotEmpty();
    assertThat(event.getString("platform")).isEqualTo("java");
    assertThat(event.getList("exceptions.type"))
        .isEqualTo(List.of("IllegalStateException", "IllegalArgumentException"));
    List<Map<String, Object>> frames = event.getList("exceptions[1].frames");
    assertThat(frames.getFirst())
        .containsEntry("function", "reserve")
        .containsEntry("inApp", true)
        .containsEntry("inAppRule", "no rule names it a library");
    assertThat(frames).anySatisfy(f -> assertThat(f).containsEntry("inApp", false));
    assertThat(Api.search("no stock for").getList("items.id")).contains(issue.getString("id"));
  }

  @Test
  void messageIsKept() {
    // when
    var id =
        Sentry.captureMessage("stock count of 12 is odd", SentryLevel.WARNING)
            .toString()
            .replace("-", "");
    Sentry.flush(10_000);

    // then
    var event = Api.event(id);
    assertThat(event.getString("message")).isEqualTo("stock count of 12 is odd");
    assertThat(event.getString("level")).isEqualTo("warning");
    assertThat(Api.issueOf(id).getString("title")).isEqualTo("stock count of 12 is odd");
  }

  private static Exception fault(int article) {
    try {
      order(article);
      throw new AssertionError("unreachable");
    } catch (IllegalStateException e) {
      return e;
    }
  }

  private static void order(int article) {
    try {
      reserve(article);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("order " + article + " failed", e);
    }
  }

  private static void reserve(int article) {
    throw new IllegalArgumentException("no stock for " + article);
  }
}
