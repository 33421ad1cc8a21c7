package dev.tocsin.exceptions.runtime;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Pattern;

/** SDKs post to the Sentry doors with and without a slash at the end. */
@Provider
@PreMatching
class SentryPaths implements ContainerRequestFilter {

  private static final Pattern WITH_SLASH =
      Pattern.compile("^/api/[0-9]{1,18}/(?:envelope|store)/$");

  @Override
  public void filter(ContainerRequestContext request) {
    var uri = request.getUriInfo().getRequestUri();
    var path = uri.getRawPath();
    if (path != null && WITH_SLASH.matcher(path).matches()) {
      request.setRequestUri(
          UriBuilder.fromUri(uri).replacePath(path.substring(0, path.length() - 1)).build());
    }
  }
}
