package dev.tocsin.console.gateway;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The allow-list of the gateway: {@code /api/<name>/v1/…} goes to {@code <base>/api/v1/…} of the
 * service with that name, everything else goes nowhere.
 */
final class Upstreams {

  private static final Pattern PATH = Pattern.compile("/api/([a-z]+)/v1/(.*)");

  /** Forms that a service might read as another path than we did. */
  private static final Pattern AMBIGUOUS =
      Pattern.compile("(^|/)\\.{1,2}(/|$)|//|\\\\|;|%2e|%2f|%5c|%00|%25");

  private final Map<String, Upstream> byName;

  Upstreams(Map<String, Upstream> byName) {
    this.byName = Map.copyOf(byName);
  }

  /**
   * Where a request goes.
   *
   * @param rawPath the path as it was sent, still encoded
   */
  Way find(String rawPath) {
    Matcher matcher = PATH.matcher(rawPath);
    if (!matcher.matches()) {
      return new Way.Nowhere();
    }
    Upstream upstream = byName.get(matcher.group(1));
    if (upstream == null) {
      return new Way.Nowhere();
    }
    if (AMBIGUOUS.matcher(rawPath.toLowerCase(Locale.ROOT)).find()) {
      return new Way.Refused();
    }
    return new Way.To(upstream, upstream.basePath() + "/api/v1/" + matcher.group(2));
  }

  /**
   * A service.
   *
   * @param service what people call it
   * @param base its address
   */
  record Upstream(String service, URI base) {
    String host() {
      return base.getHost();
    }

    boolean tls() {
      return "https".equals(base.getScheme());
    }

    int port() {
      int implied = tls() ? 443 : 80;
      return base.getPort() < 0 ? implied : base.getPort();
    }

    private String basePath() {
      String path = base.getRawPath() == null ? "" : base.getRawPath();
      return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
  }

  /** Where a request goes. */
  sealed interface Way {
    /**
     * To a service.
     *
     * @param upstream which
     * @param path the path there, still encoded
     */
    record To(Upstream upstream, String path) implements Way {}

    /** Not on the list. */
    record Nowhere() implements Way {}

    /** A path that could be read in two ways. */
    record Refused() implements Way {}
  }
}
