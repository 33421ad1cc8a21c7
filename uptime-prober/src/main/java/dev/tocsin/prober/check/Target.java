package dev.tocsin.prober.check;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

/**
 * What an HTTP probe has to do.
 *
 * @param timeout total time for all phases
 */
public record Target(URI url, String method, Set<Integer> expectedStatus, Duration timeout) {
  /** True when the probe speaks TLS. */
  public boolean secure() {
    return "https".equalsIgnoreCase(url.getScheme());
  }

  /** The port of the URL, or the scheme's own. */
  public int port() {
    return url.getPort() >= 0 ? url.getPort() : secure() ? 443 : 80;
  }

  /** Path and query, as they go into the request line. */
  public String requestUri() {
    String path = url.getRawPath();
    String start = path == null || path.isEmpty() ? "/" : path;
    return url.getRawQuery() == null ? start : start + "?" + url.getRawQuery();
  }
}
