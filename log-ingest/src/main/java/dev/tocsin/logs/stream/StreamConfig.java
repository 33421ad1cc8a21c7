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
   * How batches are compressed. By measurement lz4 takes about half of zstd's processor time in
   * intake, broker and writer together, and makes half as much more of network and broker disk; not
   * every broker has it.
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
