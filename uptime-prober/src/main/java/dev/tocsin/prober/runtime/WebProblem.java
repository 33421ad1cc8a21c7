package dev.tocsin.prober.runtime;

import dev.tocsin.problem.ProblemMapper;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.ext.Provider;

/** Errors of the HTTP layer. */
@Provider
public class WebProblem extends ProblemMapper<WebApplicationException> {}
