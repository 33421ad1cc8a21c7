package dev.tocsin.prober.runtime;

import dev.tocsin.problem.ProblemMapper;
import jakarta.ws.rs.ext.Provider;
import io.quarkus.security.UnauthorizedException;

/** No key. */
@Provider
public class UnauthorizedProblem extends ProblemMapper<UnauthorizedException> {}
