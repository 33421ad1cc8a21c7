package dev.tocsin.slo.runtime;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Readiness names what is missing: {@code postgresql} or {@code kafka}. */
@ApplicationScoped
class Dependencies {

  private static final int TIMEOUT_SECONDS = 2;

  private final DataSource dataSource;
  private final Admin kafka;

  Dependencies(DataSource dataSource, RuntimeConfig config) {
    this.dataSource = dataSource;
    this.kafka =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                config.kafkaBootstrap(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TIMEOUT_SECONDS * 1_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_SECONDS * 1_000));
  }

  @PreDestroy
  void close() {
    kafka.close(Duration.ofSeconds(TIMEOUT_SECONDS));
  }

  @Produces
  @Readiness
  HealthCheck postgresql() {
    return () -> HealthCheckResponse.named("postgresql").status(postgresqlAnswers()).build();
  }

  @Produces
  @Readiness
  HealthCheck kafka() {
    return () -> HealthCheckResponse.named("kafka").status(kafkaAnswers()).build();
  }

  private boolean postgresqlAnswers() {
    try (var connection = dataSource.getConnection()) {
      return connection.isValid(TIMEOUT_SECONDS);
    } catch (SQLException away) {
      return false;
    }
  }

  private boolean kafkaAnswers() {
    try {
      kafka.describeCluster().clusterId().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException | TimeoutException away) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
