package dev.tocsin.slo.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.tocsin.problem.ProblemException;
import dev.tocsin.problem.ProblemMapper;
import dev.tocsin.problem.RequestIdFilter;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.ext.Provider;

/** Every error leaves as problem+json, also those that the framework would answer by itself. */
final class Problems {

  private Problems() {}

  @Provider
  static final class Ours extends ProblemMapper<ProblemException> {}

  @Provider
  static final class Web extends ProblemMapper<WebApplicationException> {}

  @Provider
  static final class Json extends ProblemMapper<JsonProcessingException> {}

  @Provider
  static final class Shape extends ProblemMapper<MismatchedInputException> {}

  @Provider
  static final class Unknown extends ProblemMapper<UnauthorizedException> {}

  @Provider
  static final class Barred extends ProblemMapper<ForbiddenException> {}

  @Provider
  static final class Others extends ProblemMapper<Throwable> {}

  @Provider
  static final class RequestIds extends RequestIdFilter {}
}
