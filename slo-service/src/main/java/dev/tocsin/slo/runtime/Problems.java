package dev.tocsin.slo.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.tocsin.problem.ProblemException;
import dev.tocsin.problem.ProblemMapper;
import dev.tocsin.problem.RequestIdFilter;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/** Every error leaves as problem+json, also those that the framework would answer by itself. */
final class Problems {

  private Problems() {}

  @Provider
  static class Ours extends ProblemMapper<ProblemException> {}

  @Provider
  static class Web extends ProblemMapper<WebApplicationException> {}

  @Provider
  static class Json extends ProblemMapper<JsonProcessingException> {}

  @Provider
  static class Shape extends ProblemMapper<MismatchedInputException> {}

  @Provider
  static class Unknown extends ProblemMapper<UnauthorizedException> {}

  @Provider
  static class Barred extends ProblemMapper<ForbiddenException> {}

  @Provider
  static class Others extends ProblemMapper<Throwable> {}

  @Provider
  @PreMatching
  static class RequestIds extends RequestIdFilter {}
}
