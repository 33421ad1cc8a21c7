package dev.tocsin.logs.segment.files;

import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract over a folder. */
class LocalFilesTest extends SegmentFilesContract {

  @TempDir Path folder;

  @Override
  SegmentFiles files() {
    return new LocalFiles(folder);
  }

  @Override
  SegmentFiles anotherProcess() {
    return new LocalFiles(folder);
  }

  @Test
  void aNameCannotLeaveTheFolder() {
    Assertions.assertThatThrownBy(() -> files().delete("segments/../../secret"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
