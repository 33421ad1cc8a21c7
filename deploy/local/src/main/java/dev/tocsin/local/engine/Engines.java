package dev.tocsin.local.engine;

import dev.tocsin.engines.EmbeddedKafka;
import dev.tocsin.engines.EmbeddedPostgres18;
import dev.tocsin.engines.KafkaTopics;
import dev.tocsin.engines.PostgresAdmin;
import dev.tocsin.events.Topics;
import dev.tocsin.local.Settings;
import dev.tocsin.local.credentials.Credentials;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** PostgreSQL and Kafka of one platform: started here, or run by somebody else. */
public final class Engines implements AutoCloseable {

  private static final int CLUSTER_DEFAULT = -1;

  private final String jdbcPrefix;
  private final String user;
  private final String password;
  private final String kafkaBootstrap;
  private final @Nullable EmbeddedKafka kafka;
  private volatile @Nullable EmbeddedPostgres18 postgres;

  private Engines(
      String jdbcPrefix,
      String user,
      String password,
      String kafkaBootstrap,
      @Nullable EmbeddedPostgres18 postgres,
      @Nullable EmbeddedKafka kafka) {
    this.jdbcPrefix = jdbcPrefix;
    this.user = user;
    this.password = password;
    this.kafkaBootstrap = kafkaBootstrap;
    this.postgres = postgres;
    this.kafka = kafka;
  }

  /** Uses given engines; nothing of theirs is ever stopped. */
  public static Engines external(Settings.ExternalEngines given) {
    return new Engines(
        given.jdbcPrefix(), given.user(), given.password(), given.kafkaBootstrap(), null, null);
  }

  /** Starts both engines side by side on the data of this platform. */
  public static Engines embedded(Settings settings, Credentials credentials) {
    var starting = CompletableFuture.supplyAsync(() -> startKafka(settings));
    EmbeddedPostgres18 postgres;
    try {
      postgres = startPostgres(settings, credentials);
    } catch (RuntimeException e) {
      starting.thenAccept(EmbeddedKafka::close).join();
      throw e;
    }
    try {
      var kafka = starting.join();
      return new Engines(
          postgres.jdbcUrl(""),
          EmbeddedPostgres18.USER,
          postgres.password(),
          kafka.bootstrapServers(),
          postgres,
          kafka);
    } catch (RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  /** Makes the databases and topics that are missing. */
  public void prepare(List<String> databases) {
    for (var database : databases) {
      PostgresAdmin.createDatabase(jdbcPrefix + "postgres", user, password, database);
    }
    try (var topics = new KafkaTopics(kafkaBootstrap)) {
      topics.createMissing(Topics.ALL, kafka == null ? CLUSTER_DEFAULT : 1);
    }
  }

  public String jdbcUrl(String database) {
    return jdbcPrefix + database;
  }

  public String user() {
    return user;
  }

  public String password() {
    return password;
  }

  public String kafkaBootstrap() {
    return kafkaBootstrap;
  }

  /** Starts the embedded PostgreSQL server again if it died; true when it had. */
  public boolean revivePostgres(Settings settings, Credentials credentials) {
    var server = postgres;
    if (server == null || server.isAlive()) {
      return false;
    }
    postgres = startPostgres(settings, credentials);
    return true;
  }

  /** Process of the embedded PostgreSQL server; null when it is not ours. */
  public @Nullable ProcessHandle postgresProcess() {
    var server = postgres;
    return server == null ? null : ProcessHandle.of(server.pid()).orElse(null);
  }

  /** Whether the engines are ours. */
  public boolean isEmbedded() {
    return postgres != null;
  }

  /** Stops what was started here, Kafka first: flushed logs and a clean database shutdown. */
  @Override
  public void close() {
    if (kafka != null) {
      kafka.close();
    }
    var server = postgres;
    if (server != null) {
      server.close();
    }
  }

  private static EmbeddedPostgres18 startPostgres(Settings settings, Credentials credentials) {
    return EmbeddedPostgres18.start(
        new EmbeddedPostgres18.Options(
            settings.data().resolve("postgres"),
            settings.home().resolve("engines"),
            settings.ports().of("POSTGRES"),
            credentials.get("TOCSIN_DB_PASSWORD"),
            settings.logs().resolve("postgresql.log"),
            true));
  }

  private static EmbeddedKafka startKafka(Settings settings) {
    return EmbeddedKafka.start(
        new EmbeddedKafka.Options(
            settings.data().resolve("kafka"),
            settings.ports().of("KAFKA"),
            settings.ports().of("KAFKA_CONTROLLER")));
  }
}
