package dev.tocsin.prober.runtime;

import dev.tocsin.problem.ProblemMapper;
import io.quarkus.security.ForbiddenException;
import jakarta.ws.rs.ext.Provider;

/** A key without the role. */
@Provider
public class ForbiddenProblem extends ProblemMapper<ForbiddenException> {}
