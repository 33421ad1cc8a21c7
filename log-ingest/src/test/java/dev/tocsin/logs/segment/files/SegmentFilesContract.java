package dev.tocsin.logs.segment.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every place for segment files promises. */
abstract class SegmentFilesContract {

  private static final Instant LATER = Instant.now().plusSeconds(3600);

  abstract SegmentFiles files();

  /** Another process on the same folder or bucket. */
  abstract SegmentFiles anotherProcess();

  static String name() {
    return SegmentFiles.nameOf(7, UUID.randomUUID());
  }

  static byte[] content(int size) {
    var bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (i * 31 + i / 251);
    }
    return bytes;
  }

  String published(byte[] content) throws IOException {
    String name = name();
    Files.write(files().draft(name), content);
    assertThat(files().publish(name)).isEqualTo(content.length);
    return name;
  }

  static byte[] read(SegmentFiles files, String name) throws IOException {
    try (var lease = files.open(List.of(name))) {
      assertThat(lease.missing()).isEmpty();
      Path path = lease.path(name);
      assertThat(path).isNotNull();
      return Files.readAllBytes(path);
    }
  }

  @Test
  void aPublishedFileIsReadByEveryProcess() throws IOException {
    String name = published(content(100_000));

    assertThat(read(files(), name)).isEqualTo(content(100_000));
    assertThat(read(anotherProcess(), name)).isEqualTo(content(100_000));
  }

  @Test
  void aDraftIsNobodysFile() throws IOException {
    String name = name();
    Files.write(files().draft(name), content(10));

    try (var lease = anotherProcess().open(List.of(name))) {
      assertThat(lease.complete()).isFalse();
      assertThat(lease.missing()).containsOnlyKeys(name);
      assertThat(lease.path(name)).isNull();
    }
  }

  @Test
  void aMissingFileDoesNotHideTheOthers() throws IOException {
    String there = published(content(5));
    String gone = name();

    try (var lease = anotherProcess().open(List.of(gone, there))) {
      assertThat(lease.missing()).containsOnlyKeys(gone);
      assertThat(lease.paths()).hasSize(1);
    }
  }

  @Test
  void theFilterBesideASegmentIsAFileOfItsOwn() throws IOException {
    String segment = published(content(5));
    String filter = SegmentFiles.filterOf(segment);
    Files.write(files().draft(filter), content(9));
    files().publish(filter);

    try (var lease = anotherProcess().openFilters(List.of(segment))) {
      assertThat(lease.path(filter)).isNotNull();
    }
  }

  @Test
  void aDeletedFileIsGoneForEverybody() throws IOException {
    String name = published(content(5));
    read(anotherProcess(), name);

    anotherProcess().delete(name);
    files().delete(name);

    try (var lease = files().open(List.of(name))) {
      assertThat(lease.complete()).isFalse();
    }
  }

  @Test
  void theSweepSeesFilesAndDraftsByTheirAge() throws IOException {
    String name = published(content(5));
    String draft = name();
    Files.write(files().draft(draft), content(5));

    assertThat(files().writtenBefore(Instant.EPOCH)).isEmpty();
    assertThat(files().writtenBefore(LATER)).contains(name, draft + ".tmp");

    files().delete(draft + ".tmp");
    assertThat(files().writtenBefore(LATER)).contains(name).doesNotContain(draft + ".tmp");
  }

  @Test
  void closingALeaseTwiceIsFine() throws IOException {
    String name = published(content(5));
    var lease = files().open(List.of(name));
    lease.close();
    lease.close();
    assertThat(read(files(), name)).hasSize(5);
  }
}
