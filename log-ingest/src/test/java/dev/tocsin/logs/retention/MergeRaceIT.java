package dev.tocsin.logs.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.logs.Logs;
import dev.tocsin.testkit.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Questions that run while segments are merged away see every row once. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class MergeRaceIT {

  @Inject MergeJob merges;
  @Inject RetentionJob retention;

  @Test
  void readersSeeEveryRowOnceWhileSegmentsAreMerged() throws Exception {
    String service = Logs.newService("race");
    int rows = 0;
    var wrong = new ConcurrentLinkedQueue<Integer>();
    var asked = new AtomicInteger();
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 6; i++) {
        Logs.postLines(
                "{\"service\":\"%s\",\"msg\":\"row %d\"}%n".formatted(service, rows)
                    + "{\"service\":\"%s\",\"msg\":\"row %d\"}%n".formatted(service, rows + 1))
            .then()
            .statusCode(200);
        rows += 2;
        Logs.awaitRows(service, rows);
      }
      int expected = rows;
      var over = new AtomicBoolean();
      var reader =
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (!over.get()) {
                      int seen =
                          Logs.search(Map.of("service", service, "limit", 1000))
                              .getList("items")
                              .size();
                      asked.incrementAndGet();
                      if (seen != expected) {
                        wrong.add(seen);
                      }
                    }
                  });
      merges.merge();
      retention.remove(Instant.now());
      merges.merge();
      over.set(true);
      reader.join();
    }
    assertThat(asked.get()).isPositive();
    assertThat(wrong).isEmpty();
  }
}
