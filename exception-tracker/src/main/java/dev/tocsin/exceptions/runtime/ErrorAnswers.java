package dev.tocsin.exceptions.runtime;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.tocsin.problem.ProblemMapper;
import dev.tocsin.problem.RequestIdFilter;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/** Every error of the REST API as problem+json; the framework's own mappers are replaced. */
final class ErrorAnswers {

  private ErrorAnswers() {}

  @Provider
  static class Any extends ProblemMapper<Throwable> {}

  @Provider
  static class Web extends ProblemMapper<WebApplicationException> {}

  @Provider
  static class JsonShape extends ProblemMapper<MismatchedInputException> {}

  @Provider
  static class Forbidden extends ProblemMapper<ForbiddenException> {}

  @Provider
  static class Unauthorized extends ProblemMapper<UnauthorizedException> {}

  @Provider
  @PreMatching
  static class RequestIds extends RequestIdFilter {}
}
