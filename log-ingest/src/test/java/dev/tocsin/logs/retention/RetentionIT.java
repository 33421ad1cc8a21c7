package dev.tocsin.logs.retention;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import dev.tocsin.logs.Logs;
import dev.tocsin.logs.catalogue.CareStore;
import dev.tocsin.logs.segment.files.SegmentFiles;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows that are past their time go, the others stay, and nothing is left behind. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class RetentionIT {

  private static final Instant HOUR_AGO = Instant.now().minus(Duration.ofHours(1));

  @Inject RetentionJob job;
  @Inject SweepJob sweeper;
  @Inject CareStore catalogue;
  @Inject SegmentFiles files;
  @Inject DataSource database;

  private final List<String> set = new ArrayList<>();

  @AfterEach
  void removePolicies() {
    set.forEach(id -> manager().delete("/api/v1/retention/" + id).then().statusCode(204));
  }

  @Test
  void rowsOfOneLevelExpireTheOthersStayAndAreStillFound() throws Exception {
    String service = Logs.newService("levels");
    send(service, "debug", 30);
    send(service, "error", 20);
    awaitStored(service, 50);
    put("{\"service\":\"%s\",\"level\":\"debug\",\"maxAge\":\"30m\"}", service);

    job.remove(Instant.now());

    var rows = awaitStored(service, 20);
    assertThat(rows).extracting(row -> row.get("level")).containsOnly("error");
    assertThat(counted(service)).isEqualTo(20);
    assertThat(Logs.search(query(service, "needle19")).getList("items")).hasSize(1);
    assertThat(policiesApplied(service)).isPositive();

    job.remove(Instant.now());
    awaitStored(service, 20);
  }

  @Test
  void aSegmentOfWhichEverythingExpiredIsHiddenAndItsFilesGoLater() throws Exception {
    String service = Logs.newService("whole");
    send(service, "info", 5);
    awaitStored(service, 5);
    List<String> names = fileNames(service);
    put("{\"service\":\"%s\",\"maxAge\":\"30m\"}", service);

    job.remove(Instant.now());

    awaitStored(service, 0);
    assertThat(counted(service)).isZero();
    try (var still = files.open(names)) {
      assertThat(still.complete()).as("questions that began before may finish").isTrue();
    }
    job.remove(Instant.now().plus(Duration.ofMinutes(3)));
    try (var gone = files.open(names)) {
      assertThat(gone.missing()).hasSameSizeAs(names);
    }
    assertThat(catalogue.files()).doesNotContainAnyElementsOf(names);
  }

  @Test
  void aSizeRemovesTheOldestRowsOfAService() throws Exception {
    String service = Logs.newService("size");
    sendAt(service, "info", 400, HOUR_AGO.minus(Duration.ofHours(3)));
    awaitStored(service, 400);
    sendAt(service, "info", 10, HOUR_AGO);
    awaitStored(service, 410);
    put("{\"service\":\"%s\",\"maxBytes\":1048576}", service);
    tighten(service, perRow() * 20);

    job.remove(Instant.now());

    awaitStored(service, 10);
    assertThat(counted(service)).isEqualTo(10);
  }

  @Test
  void theSweepTakesWhatNobodyOwnsAndOnlyWhenItIsOld() throws Exception {
    String orphan = SegmentFiles.nameOf(1, UUID.randomUUID());
    Files.writeString(files.draft(orphan), "rows");
    files.publish(orphan);
    Files.writeString(files.draft(SegmentFiles.filterOf(orphan)), "filter");
    files.publish(SegmentFiles.filterOf(orphan));
    String draft = SegmentFiles.nameOf(1, UUID.randomUUID());
    Files.writeString(files.draft(draft), "half");
    String service = Logs.newService("swept");
    send(service, "info", 5);
    awaitStored(service, 5);

    sweeper.sweep(Instant.now());
    assertThat(files.writtenBefore(Instant.now().plusSeconds(60))).contains(orphan, draft + ".tmp");

    sweeper.sweep(Instant.now().plus(Duration.ofMinutes(16)));
    assertThat(files.writtenBefore(Instant.now().plusSeconds(60)))
        .doesNotContain(orphan, SegmentFiles.filterOf(orphan), draft + ".tmp")
        .containsAll(fileNames(service));
    awaitStored(service, 5);
  }

  @Test
  void policiesAreListedByWhoMaySeeThemAndSetByWhoMay() {
    String service = Logs.newService("rest");
    put("{\"project\":1,\"service\":\"%s\",\"maxAge\":\"48h\"}", service);

    given()
        .header("X-Tocsin-Key", TestKeys.VIEWER_API)
        .get("/api/v1/retention")
        .then()
        .statusCode(200)
        .body("fallback.maxAge", equalTo("14d"))
        .body("items.service", hasItems(service))
        .body("items.find { it.service == '" + service + "' }.maxAge", equalTo("2d"));
    change(TestKeys.VIEWER_API, "{\"maxAge\":\"1d\"}").then().statusCode(403);
    change(TestKeys.MANAGER_API, "{\"maxAge\":\"soon\",\"maxBytes\":1,\"level\":\"loud\"}")
        .then()
        .statusCode(400)
        .body("errors.field", hasItems("maxAge", "maxBytes", "level"));
    change(TestKeys.MANAGER_API, "{}").then().statusCode(400);
    manager().delete("/api/v1/retention/987654").then().statusCode(404);
  }

  @Test
  void theForecastCountsWhatAProposalWouldRemove() {
    String service = Logs.newService("forecast");
    send(service, "warn", 40);
    awaitStored(service, 40);

    var answer =
        given()
            .header("X-Tocsin-Key", TestKeys.VIEWER_API)
            .queryParams("service", service, "maxAge", "30m")
            .get("/api/v1/retention/forecast")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();

    assertThat(answer.getLong("proposal.removedRows")).isEqualTo(40);
    assertThat(answer.getLong("bytesPerDay")).isPositive();
    assertThat(answer.getLong("diskFreeBytes")).isPositive();
    awaitStored(service, 40);
  }

  private void put(String json, String service) {
    Response answer = change(TestKeys.MANAGER_API, json.formatted(service));
    answer.then().statusCode(200);
    set.add(answer.jsonPath().getString("id"));
  }

  private static Response change(String key, String json) {
    return given()
        .header("X-Tocsin-Key", key)
        .contentType("application/json")
        .body(json)
        .put("/api/v1/retention");
  }

  private static io.restassured.specification.RequestSpecification manager() {
    return given().header("X-Tocsin-Key", TestKeys.MANAGER_API);
  }

  private static void send(String service, String level, int rows) {
    sendAt(service, level, rows, HOUR_AGO);
  }

  private static void sendAt(String service, String level, int rows, Instant at) {
    var lines = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      lines.append(
          "{\"time\":\"%s\",\"service\":\"%s\",\"level\":\"%s\",\"msg\":\"needle%d at hand\",\"n\":%d}%n"
              .formatted(at, service, level, i, i));
    }
    Logs.postLines(lines.toString()).then().statusCode(200);
  }

  private static Map<String, ?> query(String service, String text) {
    return Map.of("service", service, "q", text, "from", HOUR_AGO.minusSeconds(60).toString());
  }

  private static List<Map<String, Object>> awaitStored(String service, int rows) {
    var query =
        Map.of(
            "service",
            service,
            "limit",
            1000,
            "from",
            HOUR_AGO.minus(Duration.ofDays(1)).toString());
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(Logs.search(query).getList("items")).hasSize(rows));
    return Logs.search(query).getList("items");
  }

  private List<String> fileNames(String service) throws Exception {
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement(
                "SELECT file FROM segment WHERE ? = ANY (services) AND removed_at IS NULL")) {
      statement.setString(1, service);
      var names = new ArrayList<String>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
      return names;
    }
  }

  private long counted(String service) throws Exception {
    return number("SELECT coalesce(sum(n), 0) FROM log_count WHERE service = ?", service);
  }

  private long policiesApplied(String service) throws Exception {
    return number(
        "SELECT count(*) FROM segment WHERE ? = ANY (services) AND removed_at IS NULL"
            + " AND cardinality(applied_policies) > 0",
        service);
  }

  private long perRow() throws Exception {
    return number(
        "SELECT sum(byte_count + filter_bytes) / sum(row_count) FROM segment"
            + " WHERE removed_at IS NULL AND ? <> ''",
        "all");
  }

  private long number(String sql, String value) throws Exception {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(sql)) {
      statement.setString(1, value);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  /** Below what the API takes, so that few rows are enough. */
  private void tighten(String service, long bytes) throws Exception {
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement(
                "UPDATE retention_policy SET max_bytes = ? WHERE service = ?")) {
      statement.setLong(1, bytes);
      statement.setString(2, service);
      assertThat(statement.executeUpdate()).isOne();
    }
  }
}
