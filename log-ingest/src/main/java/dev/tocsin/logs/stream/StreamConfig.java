package dev.tocsin.logs.stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Set;
import org.eclipse.microprofile.config.spi.Converter;

/** The cluster, and how long a client may wait for it. */
@ConfigMapping(prefix = "tocsin.kafka")
public interface StreamConfig {

  /** Bootstrap servers. */
  String bootstrap();

  /** Longest wait for the cluster's metadata or for room in the producer's buffer. */
  @WithDefault("3s")
  Duration maxBlock();

  /** Longest time from sending to the last replica's yes; below the clients' own time-outs. */
  @WithDefault("6s")
  Duration deliveryTimeout();

  /**
   * How batches are compressed: lz4 costs intake, broker and writer together about half the
   * processor time of zstd, zstd makes a third less of network and broker disk.
   */
  @WithDefault("zstd")
  @WithConverter(Compression.class)
  String compression();

  /** Takes the names that a broker knows. */
  final class Compression implements Converter<String> {

    private static final long serialVersionUID = 1L;

    @Override
    public String convert(String value) {
      if (!Set.of("lz4", "zstd", "none").contains(value)) {
        throw new IllegalArgumentException("compression is lz4, zstd or none");
      }
      return value;
    }
  }
}
