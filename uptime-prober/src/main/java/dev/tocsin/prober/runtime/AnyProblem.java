package dev.tocsin.prober.runtime;

import dev.tocsin.problem.ProblemMapper;
import jakarta.ws.rs.ext.Provider;

/** Every error that nothing more special answers. */
@Provider
public class AnyProblem extends ProblemMapper<Throwable> {}
