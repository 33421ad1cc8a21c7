package dev.tocsin.logs.runtime;

import dev.tocsin.problem.ProblemMapper;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.ext.Provider;

/** The framework's own answers, as problems. */
@Provider
class WebErrorMapper extends ProblemMapper<WebApplicationException> {}
