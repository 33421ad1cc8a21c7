package dev.tocsin.prober.check.http;

import dev.tocsin.prober.check.ErrorClass;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What kind of failure an exception is.
 *
 * @param errorClass one of {@link ErrorClass}
 * @param detail one sentence of ours
 */
record Failure(String errorClass, String detail) {
  /** Classifies {@code thrown}, which happened in {@code phase}. */
  static Failure of(Throwable thrown, String phase) {
    if (cause(thrown, DnsNameResolverTimeoutException.class) != null) {
      return new Failure(ErrorClass.timeout("dns"), "the name servers did not answer in time");
    }
    if (cause(thrown, UnknownHostException.class) != null) {
      return new Failure(ErrorClass.DNS, "the name does not resolve");
    }
    SSLException tls = cause(thrown, SSLException.class);
    if (tls != null) {
      return new Failure(ErrorClass.TLS, "the TLS handshake failed" + certificate(thrown));
    }
    if (cause(thrown, ConnectTimeoutException.class) != null) {
      return new Failure(ErrorClass.timeout("connect"), "no connection in time");
    }
    String text = message(thrown);
    if (ours(thrown, text)) {
      return new Failure(ErrorClass.PROBER_LOCAL, "this agent could not open a connection");
    }
    if (cause(thrown, ConnectException.class) != null) {
      return new Failure(ErrorClass.REFUSED, "the connection was refused");
    }
    if (cause(thrown, DecoderException.class) != null
        || cause(thrown, IllegalArgumentException.class) != null) {
      return new Failure(ErrorClass.HTTP_PROTOCOL, "the answer is not HTTP");
    }
    if (phase.equals("connect") && text.contains("timed out")) {
      return new Failure(ErrorClass.timeout("connect"), "no connection in time");
    }
    return new Failure(
        ErrorClass.RESET, "the connection was closed before the answer was complete");
  }

  private static boolean ours(Throwable thrown, String text) {
    return cause(thrown, NoRouteToHostException.class) != null
        || cause(thrown, BindException.class) != null
        || text.contains("too many open files")
        || text.contains("network is unreachable")
        || text.contains("network unreachable")
        || text.contains("cannot assign requested address");
  }

  private static String certificate(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      String name = at.getClass().getSimpleName();
      if (name.equals("CertificateExpiredException")) {
        return ": the certificate has expired";
      }
      if (name.equals("CertificateNotYetValidException")) {
        return ": the certificate is not valid yet";
      }
    }
    String text = message(thrown);
    if (text.contains("subject alternative") || text.contains("no name matching")) {
      return ": the certificate is for another host";
    }
    return text.contains("path") ? ": the certificate's root is unknown" : "";
  }

  private static String message(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      text.append(at.getMessage()).append(' ');
    }
    return text.toString().toLowerCase(Locale.ROOT);
  }

  private static <T extends Exception> @Nullable T cause(Throwable thrown, Class<T> type) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return type.cast(at);
      }
    }
    return null;
  }
}
