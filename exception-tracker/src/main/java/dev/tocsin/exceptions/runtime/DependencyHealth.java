package dev.tocsin.exceptions.runtime;

import dev.tocsin.events.Topics;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Readiness names the dependency that is missing. */
@Singleton
class DependencyHealth {

  private static final int SECONDS = 2;

  @Produces
  @Singleton
  @Readiness
  HealthCheck postgresql(AgroalDataSource database) {
    return () -> {
      try (var connection = database.getConnection()) {
        return answer("postgresql", connection.isValid(SECONDS));
      } catch (SQLException away) {
        return answer("postgresql", false);
      }
    };
  }

  @Produces
  @Singleton
  @Readiness
  HealthCheck kafka(Producer<String, String> producer) {
    return () -> {
      try {
        return answer("kafka", !producer.partitionsFor(Topics.EXCEPTIONS).isEmpty());
      } catch (KafkaException away) {
        return answer("kafka", false);
      }
    };
  }

  private static HealthCheckResponse answer(String name, boolean up) {
    return HealthCheckResponse.named(name).status(up).build();
  }
}
