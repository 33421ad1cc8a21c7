package dev.tocsin.console.runtime;

import io.quarkus.security.ForbiddenException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Known, but not allowed: the security layer's exception as a problem. */
@Provider
class ForbiddenMapper implements ExceptionMapper<ForbiddenException> {

  private final WebErrorMapper web = new WebErrorMapper();

  @Override
  public Response toResponse(ForbiddenException thrown) {
    return web.toResponse(new jakarta.ws.rs.ForbiddenException());
  }
}
