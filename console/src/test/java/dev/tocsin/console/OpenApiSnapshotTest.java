package dev.tocsin.console;

import dev.tocsin.console.testing.Surroundings;
import dev.tocsin.testkit.OpenApiSnapshot;
import dev.tocsin.testkit.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(Surroundings.class)
class OpenApiSnapshotTest {

  @Test
  void theApiIsTheOneInTheSnapshot() {
    OpenApiSnapshot.check();
  }
}
