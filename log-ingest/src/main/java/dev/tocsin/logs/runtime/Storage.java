package dev.tocsin.logs.runtime;

import dev.tocsin.logs.segment.SegmentConfig;
import dev.tocsin.logs.segment.files.LocalFiles;
import dev.tocsin.logs.segment.files.SegmentFiles;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/** Chooses where segment files live. */
@Singleton
class Storage {

  @Produces
  @Singleton
  SegmentFiles files(SegmentConfig config) {
    return new LocalFiles(Path.of(config.dir()));
  }

  void close(@Disposes SegmentFiles files) {
    files.close();
  }
}
