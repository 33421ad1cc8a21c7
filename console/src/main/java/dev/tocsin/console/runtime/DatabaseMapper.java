package dev.tocsin.console.runtime;

import dev.tocsin.problem.ProblemException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import org.jboss.logging.Logger;

/** The database is away or refused: try again in a moment. */
@Provider
class DatabaseMapper implements ExceptionMapper<Database.DatabaseException> {

  static final Duration RETRY = Duration.ofSeconds(5);

  private static final Logger LOG = Logger.getLogger(DatabaseMapper.class);

  private final AnyErrorMapper any = new AnyErrorMapper();

  @Override
  public Response toResponse(Database.DatabaseException thrown) {
    LOG.error("the database refused a statement", thrown);
    return any.toResponse(
        ProblemException.unavailable("The console's database does not answer.", RETRY));
  }
}
