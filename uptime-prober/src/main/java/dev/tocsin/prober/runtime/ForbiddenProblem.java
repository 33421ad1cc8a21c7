package dev.tocsin.prober.runtime;

import dev.tocsin.problem.ProblemMapper;
import jakarta.ws.rs.ext.Provider;
import io.quarkus.security.ForbiddenException;

/** A key without the role. */
@Provider
public class ForbiddenProblem extends ProblemMapper<ForbiddenException> {}
