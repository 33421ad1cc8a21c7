package dev.tocsin.logs.intake.syslog;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * The syslog listeners. Syslog knows no keys: who may send is decided by address or certificate.
 */
@ConfigMapping(prefix = "tocsin.syslog")
public interface SyslogConfig {

  /** Port for plain TCP; 0 for none, -1 for any that is free. */
  @WithDefault("0")
  int tcpPort();

  /** Port for UDP; 0 for none, -1 for any that is free. */
  @WithDefault("0")
  int udpPort();

  /** Port for TLS; 0 for none, -1 for any that is free. */
  @WithDefault("0")
  int tlsPort();

  /** Address to listen on. */
  @WithDefault("127.0.0.1")
  String host();

  /** The project that everything belongs to. */
  @WithDefault("1")
  long project();

  /** Zone of times that name none. */
  @WithDefault("UTC")
  ZoneId zone();

  /** Networks that may send, such as {@code 10.0.0.0/8}. */
  @WithDefault("127.0.0.0/8,::1/128")
  List<String> allowedNetworks();

  /** PEM file with the server's certificate and its chain. */
  Optional<Path> tlsCertificate();

  /** PEM file with the certificate's private key (PKCS #8). */
  Optional<Path> tlsKey();

  /** PEM file with authorities; when given, senders must show a certificate of one of them. */
  Optional<Path> tlsClientCa();

  /** A longer message loses its end. */
  @WithDefault("64K")
  MemorySize maxMessage();

  /** Messages that wait for the stream may need this much memory together. */
  @WithDefault("8M")
  MemorySize queue();

  /** More connections than this are refused. */
  @WithDefault("512")
  int maxConnections();
}
