package dev.tocsin.console.runtime;

import dev.tocsin.problem.ProblemMapper;
import jakarta.ws.rs.ext.Provider;

/** Whatever no other mapper answers. */
@Provider
class AnyErrorMapper extends ProblemMapper<Throwable> {}
