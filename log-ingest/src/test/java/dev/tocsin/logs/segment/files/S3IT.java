package dev.tocsin.logs.segment.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.logs.Logs;
import dev.tocsin.logs.catalogue.CareStore;
import dev.tocsin.logs.retention.MergeJob;
import dev.tocsin.logs.retention.RetentionJob;
import dev.tocsin.logs.retention.SweepJob;
import dev.tocsin.testkit.PlatformResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The whole service on a bucket: nothing is lost while the bucket is away. */
@QuarkusTest
@TestProfile(S3IT.OnBucket.class)
class S3IT {

  /** With an S3 server of its own. */
  public static class OnBucket implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(
          new TestResourceEntry(PlatformResource.class), new TestResourceEntry(S3Resource.class));
    }
  }

  /** Orders to the S3 server; filled in before each test. */
  Function<String, Integer> server =
      order -> {
        throw new IllegalStateException("there is no S3 server");
      };

  @Inject SegmentFiles files;
  @Inject CareStore catalogue;
  @Inject MergeJob merges;
  @Inject RetentionJob retention;
  @Inject SweepJob sweeper;

  @Test
  void rowsAreKeptInTheBucketAndWhatIsNotHereIsNamed() throws Exception {
    assertThat(files).isInstanceOf(S3Files.class);
    String service = Logs.newService("bucket");
    send(service, 20);
    Logs.awaitRows(service, 20);

    order("stop");
    try {
      Logs.awaitRows(service, 20);
      send(service, 30);
      assertThat(rows(service)).as("rows wait in the stream").isEqualTo(20);
    } finally {
      order("start");
    }
    Logs.awaitRows(service, 50);

    forgetCopies();
    Logs.awaitRows(service, 50);
    forgetCopies();
    order("stop");
    try {
      var answer = Logs.search(Map.of("service", service));
      assertThat(answer.getBoolean("partial")).isTrue();
      assertThat(answer.getList("items")).isEmpty();
    } finally {
      order("start");
    }
    Logs.awaitRows(service, 50);
  }

  @Test
  void mergedAndOrphanedObjectsLeaveTheBucket() throws Exception {
    String service = Logs.newService("merged");
    for (int i = 1; i <= 4; i++) {
      send(service, 5);
      Logs.awaitRows(service, 5 * i);
    }
    String orphan = SegmentFiles.nameOf(1, UUID.randomUUID());
    Files.writeString(files.draft(orphan), "rows of a writer that died");
    files.publish(orphan);

    merges.merge();
    retention.remove(Instant.now().plus(Duration.ofMinutes(3)));
    sweeper.sweep(Instant.now().plus(Duration.ofMinutes(16)));

    Logs.awaitRows(service, 20);
    forgetCopies();
    Logs.awaitRows(service, 20);
    List<String> objects = files.writtenBefore(Instant.now().plusSeconds(3600));
    assertThat(objects).doesNotContain(orphan);
    assertThat(objects).containsExactlyInAnyOrderElementsOf(catalogue.files());
  }

  private void order(String order) {
    assertThat(server.apply(order)).isNotNull();
  }

  private void forgetCopies() {
    ((S3Files) files).forgetCopies();
  }

  private static int rows(String service) {
    return Logs.search(Map.of("service", service, "limit", 1000)).getList("items").size();
  }

  private static void send(String service, int rows) {
    var lines = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      lines.append(
          "{\"service\":\"%s\",\"level\":\"info\",\"msg\":\"row %d\"}%n".formatted(service, i));
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> Logs.postLines(lines.toString()).then().statusCode(200));
  }
}
