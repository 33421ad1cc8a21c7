package dev.tocsin.logs.runtime;

import dev.tocsin.logs.segment.SegmentConfig;
import dev.tocsin.logs.segment.files.LocalFiles;
import dev.tocsin.logs.segment.files.S3Connection;
import dev.tocsin.logs.segment.files.S3Files;
import dev.tocsin.logs.segment.files.SegmentFiles;
import dev.tocsin.logs.segment.files.StorageConfig;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/** Chooses where segment files live: a bucket when one is named, otherwise the data folder. */
@Singleton
class Storage {

  @Produces
  @Singleton
  SegmentFiles files(SegmentConfig segments, StorageConfig config, MeterRegistry metrics) {
    var folder = Path.of(segments.dir());
    String bucket = config.bucket().map(String::strip).orElse("");
    if (bucket.isEmpty()) {
      return new LocalFiles(folder);
    }
    var s3 = S3Connection.open(config.endpoint().orElse(null), config.region(), config.pathStyle());
    String prefix = config.prefix().map(String::strip).orElse("");
    var files =
        new S3Files(
            s3,
            bucket,
            prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/",
            folder,
            config.cacheSize().asLongValue());
    metrics.gauge("tocsin.logs.cache.used", files, S3Files::cached);
    metrics.gauge("tocsin.logs.cache.fetched", files, S3Files::fetched);
    return files;
  }

  void close(@Disposes SegmentFiles files) {
    files.close();
  }
}
