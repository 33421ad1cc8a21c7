package dev.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Topics;
import java.sql.DriverManager;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class PlatformResourceTest {

  @Test
  void eachStartGivesAnEmptyDatabaseAndEveryTopicOnTheSameEngines() throws Exception {
    var first = new PlatformResource().start();
    execute(first, "CREATE TABLE seen (n int)");

    var second = new PlatformResource().start();
    execute(second, "CREATE TABLE seen (n int)");

    assertThat(second.get("TOCSIN_DB_URL")).isNotEqualTo(first.get("TOCSIN_DB_URL"));
    assertThat(second.get("TOCSIN_KAFKA_BOOTSTRAP")).isEqualTo(first.get("TOCSIN_KAFKA_BOOTSTRAP"));
    var bootstrap =
        Map.<String, Object>of("bootstrap.servers", second.get("TOCSIN_KAFKA_BOOTSTRAP"));
    try (var admin = Admin.create(bootstrap)) {
      assertThat(admin.listTopics().names().get())
          .containsAll(Topics.ALL.stream().map(Topics.Topic::name).toList());
    }
  }

  @Test
  void seedsNameEveryKeyByItsHashOnly() {
    assertThat(TestKeys.seeds().split(","))
        .hasSize(11)
        .allSatisfy(seed -> assertThat(seed.split(":", -1)).hasSize(6))
        .contains("test-ingest-1:ingest:ingest:1::" + TestKeys.sha256(TestKeys.INGEST));
    assertThat(TestKeys.seeds()).doesNotContain("tk_");
  }

  private static void execute(Map<String, String> config, String sql) throws Exception {
    try (var connection =
            DriverManager.getConnection(
                config.get("TOCSIN_DB_URL"),
                config.get("TOCSIN_DB_USER"),
                config.get("TOCSIN_DB_PASSWORD"));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
