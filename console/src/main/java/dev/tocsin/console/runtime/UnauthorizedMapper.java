package dev.tocsin.console.runtime;

import dev.tocsin.problem.ProblemException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Nobody is signed in: the security layer's exception as a problem. */
@Provider
class UnauthorizedMapper implements ExceptionMapper<UnauthorizedException> {

  private final AnyErrorMapper any = new AnyErrorMapper();

  @Override
  public Response toResponse(UnauthorizedException thrown) {
    return any.toResponse(ProblemException.unauthorized("There is no running session."));
  }
}
