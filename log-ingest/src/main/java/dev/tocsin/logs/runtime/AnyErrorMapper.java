package dev.tocsin.logs.runtime;

import dev.tocsin.problem.ProblemMapper;
import jakarta.ws.rs.ext.Provider;

/** What nobody expected, as a problem. */
@Provider
class AnyErrorMapper extends ProblemMapper<Throwable> {}
