package dev.tocsin.incident.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.tocsin.problem.ProblemException;
import dev.tocsin.problem.ProblemMapper;
import dev.tocsin.problem.RequestIdFilter;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.ext.Provider;

/** Every error as problem+json, also those that the framework would answer by itself. */
final class ErrorAnswers {

  private ErrorAnswers() {}

  @Provider
  static class Any extends ProblemMapper<Throwable> {}

  @Provider
  static class Ours extends ProblemMapper<ProblemException> {}

  @Provider
  static class Http extends ProblemMapper<WebApplicationException> {}

  @Provider
  static class Json extends ProblemMapper<JsonProcessingException> {}

  @Provider
  static class JsonShape extends ProblemMapper<MismatchedInputException> {}

  @Provider
  static class Forbidden extends ProblemMapper<ForbiddenException> {}

  @Provider
  static class Unauthorized extends ProblemMapper<UnauthorizedException> {}

  @Provider
  static class Authentication extends ProblemMapper<AuthenticationFailedException> {}

  @Provider
  static class RequestIds extends RequestIdFilter {}
}
