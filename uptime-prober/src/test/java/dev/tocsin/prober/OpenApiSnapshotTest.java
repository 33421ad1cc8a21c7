package dev.tocsin.prober;

import dev.tocsin.testkit.OpenApiSnapshot;
import dev.tocsin.testkit.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(IncidentDouble.class)
class OpenApiSnapshotTest {
  @Test
  void the_api_is_the_committed_one() {
    OpenApiSnapshot.check();
  }
}
