package dev.tocsin.logs.segment.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract over an S3 server, and what only a bucket with a cache can do. */
class S3FilesTest extends SegmentFilesContract {

  private static final long CACHE = 1 << 20;
  private static S3Server server;

  @TempDir Path folder;
  private S3Files files;
  private S3Files other;

  @BeforeAll
  static void serve() throws Exception {
    server = new S3Server();
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @BeforeEach
  void connect() {
    files = open("one");
    other = open("two");
  }

  @AfterEach
  void disconnect() {
    files.close();
    other.close();
  }

  private S3Files open(String name) {
    return new S3Files(server.client(), S3Server.BUCKET, "logs/", folder.resolve(name), CACHE);
  }

  @Override
  SegmentFiles files() {
    return files;
  }

  @Override
  SegmentFiles anotherProcess() {
    return other;
  }

  @Test
  void aLargeFileGoesUpInPartsAndComesBackWhole() throws IOException {
    int size = 2 * BucketClient.PART + 12_345;
    String name = published(content(size));
    try (var large =
        new S3Files(server.client(), S3Server.BUCKET, "logs/", folder.resolve("l"), 1L << 30)) {
      assertThat(read(large, name)).isEqualTo(content(size));
    }
  }

  @Test
  void theCacheStaysWithinItsBoundsAndDropsTheLeastRecentlyUsed() throws IOException {
    String first = published(content(400_000));
    String second = published(content(400_000));
    read(other, first);
    read(other, second);
    read(other, first);
    String third = published(content(400_000));
    read(other, third);

    assertThat(other.cached()).isEqualTo(800_000);
    assertThat(copies("two")).anyMatch(of(first)).anyMatch(of(third)).noneMatch(of(second));
    assertThat(read(other, second)).hasSize(400_000);
  }

  @Test
  void aFileThatIsBeingReadIsNotDroppedAndTheNextOneSaysWhyItIsMissing() throws IOException {
    String first = published(content(700_000));
    String second = published(content(700_000));

    try (var reading = other.open(List.of(first));
        var more = other.open(List.of(second))) {
      assertThat(reading.paths()).allMatch(Files::exists);
      assertThat(more.missing().get(second)).contains("cache");
    }
    assertThat(read(other, second)).hasSize(700_000);
  }

  @Test
  void aFileDeletedWhileItIsReadStaysUntilTheReaderIsDone() throws IOException {
    String name = published(content(1000));
    Path path;
    try (var reading = other.open(List.of(name))) {
      path = reading.paths().iterator().next();
      other.delete(name);
      assertThat(Files.readAllBytes(path)).hasSize(1000);
    }
    assertThat(path).doesNotExist();
    assertThat(other.cached()).isZero();
  }

  @Test
  void manyReadersOfOneFileFetchItOnce() throws Exception {
    String name = published(content(300_000));
    var threads = new java.util.ArrayList<Thread>();
    var wrong = new java.util.concurrent.atomic.AtomicInteger();
    for (int i = 0; i < 20; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (var lease = other.open(List.of(name))) {
                      wrong.addAndGet(lease.complete() ? 0 : 1);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(wrong).hasValue(0);
    assertThat(other.cached()).isEqualTo(300_000);
    assertThat(other.fetched()).isEqualTo(1);
  }

  @Test
  void copiesSurviveARestartAndAreNotFetchedAgain() throws IOException {
    String name = published(content(50_000));
    read(other, name);
    other.close();
    other = open("two");

    assertThat(read(other, name)).isEqualTo(content(50_000));
    assertThat(other.fetched()).isZero();
  }

  @Test
  void aDamagedCopyIsFoundAfterARestartAndFetchedAgain() throws IOException {
    String name = published(content(50_000));
    String cut = published(content(60_000));
    read(other, name);
    read(other, cut);
    other.close();
    for (Path copy : copies("two")) {
      var bytes = Files.readAllBytes(copy);
      if (bytes.length == 50_000) {
        bytes[20_000] ^= 1;
        Files.write(copy, bytes);
      } else {
        Files.write(copy, java.util.Arrays.copyOf(bytes, 1000));
      }
    }
    other = open("two");

    assertThat(read(other, name)).isEqualTo(content(50_000));
    assertThat(read(other, cut)).isEqualTo(content(60_000));
    assertThat(other.cached()).isEqualTo(110_000);
  }

  @Test
  void aCopyCutWhileWeRunIsFetchedAgain() throws IOException {
    String name = published(content(50_000));
    read(other, name);
    for (Path copy : copies("two")) {
      Files.write(copy, new byte[10]);
    }

    assertThat(read(other, name)).isEqualTo(content(50_000));
  }

  @Test
  void withoutTheServerCopiesAreReadTheRestIsNamedAndNothingIsPublished() throws Exception {
    String copied = published(content(10));
    String remote = published(content(20));
    read(other, copied);
    server.stop();
    try {
      try (var lease = other.open(List.of(copied, remote), Duration.ofSeconds(20))) {
        assertThat(lease.path(copied)).exists();
        assertThat(lease.missing()).containsOnlyKeys(remote);
      }
      String name = name();
      Files.write(files.draft(name), content(10));
      assertThatThrownBy(() -> files.publish(name)).isInstanceOf(IOException.class);
      assertThat(files.draft(name)).doesNotExist();
    } finally {
      server.start();
    }
    assertThat(read(other, remote)).isEqualTo(content(20));
  }

  @Test
  void uploadsThatNeverFinishedAreEnded() throws IOException {
    var s3 = server.client();
    s3.createMultipartUpload(it -> it.bucket(S3Server.BUCKET).key("logs/segments/p1/x.parquet"));

    files.tidy(Instant.now().plusSeconds(60));

    assertThat(s3.listMultipartUploads(it -> it.bucket(S3Server.BUCKET)).uploads()).isEmpty();
    s3.close();
  }

  private List<Path> copies(String name) throws IOException {
    try (var all = Files.walk(folder.resolve(name).resolve("cache-0"))) {
      return all.filter(path -> path.toString().endsWith(".parquet")).toList();
    }
  }

  private static java.util.function.Predicate<Path> of(String name) {
    String stem = name.substring(name.lastIndexOf('/') + 1, name.lastIndexOf('.'));
    return path -> path.getFileName().toString().startsWith(stem);
  }
}
