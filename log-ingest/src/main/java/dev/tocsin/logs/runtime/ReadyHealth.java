package dev.tocsin.logs.runtime;

import dev.tocsin.logs.stream.StreamConfig;
import io.agroal.api.AgroalDataSource;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Readiness names the dependency that is missing, within a second and a half each: the default
 * checks wait as long as the drivers do, which is longer than those who ask have patience.
 */
@Singleton
class ReadyHealth {

  private static final Duration LIMIT = Duration.ofMillis(1500);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AgroalDataSource database;
  private final Admin kafka;

  @Inject
  ReadyHealth(AgroalDataSource database, StreamConfig stream) {
    this.database = database;
    this.kafka =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                stream.bootstrap(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) LIMIT.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) LIMIT.toMillis()));
  }

  @Produces
  @Singleton
  @Readiness
  HealthCheck postgresql() {
    return () -> answer("postgresql", this::databaseAnswers);
  }

  @Produces
  @Singleton
  @Readiness
  HealthCheck kafka() {
    return () -> answer("kafka", this::kafkaAnswers);
  }

  private boolean databaseAnswers() throws Exception {
    try (var connection = database.getConnection()) {
      return connection.isValid(1);
    }
  }

  private boolean kafkaAnswers() throws Exception {
    var options = new DescribeClusterOptions().timeoutMs((int) LIMIT.toMillis());
    return !kafka.describeCluster(options).nodes().get().isEmpty();
  }

  private HealthCheckResponse answer(String name, Callable<Boolean> question) {
    var asked = threads.submit(question);
    boolean up;
    try {
      up = asked.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      asked.cancel(true);
      up = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      up = false;
    }
    return HealthCheckResponse.named(name).status(up).build();
  }

  @PreDestroy
  void close() {
    kafka.close(Duration.ofSeconds(1));
    threads.shutdownNow();
  }
}
