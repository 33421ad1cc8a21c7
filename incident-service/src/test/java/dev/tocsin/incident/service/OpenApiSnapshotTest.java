package dev.tocsin.incident.service;

import dev.tocsin.testkit.OpenApiSnapshot;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** The API is what {@code openapi.yaml} says. */
@QuarkusTest
class OpenApiSnapshotTest extends Scenario {

  @Test
  void theApiIsAsRecorded() {
    OpenApiSnapshot.check();
  }
}
