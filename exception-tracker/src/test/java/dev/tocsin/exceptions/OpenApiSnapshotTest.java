package dev.tocsin.exceptions;

import dev.tocsin.testkit.OpenApiSnapshot;
import dev.tocsin.testkit.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(IncidentPort.class)
class OpenApiSnapshotTest {

  @Test
  void apiIsWhatTheCommittedFileSays() {
    OpenApiSnapshot.check();
  }
}
