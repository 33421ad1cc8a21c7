package dev.tocsin.problem;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Answers every exception with a {@link Problem}. A service declares one subclass per exception
 * type that its framework would otherwise answer by itself.
 *
 * @param <T> the exception type
 */
public abstract class ProblemMapper<T extends Throwable> implements ExceptionMapper<T> {

  private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

  @Override
  public Response toResponse(T thrown) {
    Object requestId = MDC.get(RequestIdFilter.MDC_KEY);
    Problem problem =
        Problems.of(thrown).forRequest(requestId == null ? null : requestId.toString());
    if (problem.status() >= 500 && !(thrown instanceof ProblemException)) {
      LOG.error("request failed", thrown);
    }
    var response = Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
    if (thrown instanceof ProblemException known && known.retryAfter() != null) {
      long seconds = Math.max(1, known.retryAfter().toSeconds());
      response.header(HttpHeaders.RETRY_AFTER, seconds);
    }
    if (problem.status() == 401) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    return response.build();
  }
}
