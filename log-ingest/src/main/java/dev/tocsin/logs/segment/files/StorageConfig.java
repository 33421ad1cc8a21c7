package dev.tocsin.logs.segment.files;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** Where segment files live; keys come from the usual places of the AWS tools, never from here. */
@ConfigMapping(prefix = "tocsin.s3")
public interface StorageConfig {

  /** Bucket for segments; none keeps them in the data folder. */
  Optional<String> bucket();

  /** Address of an S3 server other than Amazon's. */
  Optional<URI> endpoint();

  /** Region of the bucket. */
  @WithDefault("us-east-1")
  String region();

  /** Whether the bucket is part of the path rather than of the host name. */
  @WithDefault("false")
  boolean pathStyle();

  /** Folder inside the bucket, so that it can be shared. */
  Optional<String> prefix();

  /** Most bytes of local copies. */
  @WithDefault("10G")
  MemorySize cacheSize();
}
