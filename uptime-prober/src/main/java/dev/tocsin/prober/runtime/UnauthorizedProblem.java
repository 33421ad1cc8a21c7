package dev.tocsin.prober.runtime;

import dev.tocsin.problem.ProblemMapper;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.ext.Provider;

/** No key. */
@Provider
public class UnauthorizedProblem extends ProblemMapper<UnauthorizedException> {}
