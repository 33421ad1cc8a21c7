package dev.tocsin.logs.runtime;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Pattern;

/** Clients of Elasticsearch that know only host and port find its door at the root too. */
@Provider
@PreMatching
class ElasticAtRoot implements ContainerRequestFilter {

  private static final Pattern THEIRS = Pattern.compile("/|/_[^/].*|/[^/]+/_bulk");

  @Override
  public void filter(ContainerRequestContext request) {
    var uri = request.getUriInfo();
    String path = uri.getRequestUri().getRawPath();
    if (THEIRS.matcher(path).matches()) {
      request.setRequestUri(
          uri.getRequestUriBuilder()
              .replacePath("/elastic" + (path.equals("/") ? "" : path))
              .build());
    }
  }
}
