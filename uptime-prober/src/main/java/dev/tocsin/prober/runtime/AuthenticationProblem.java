package dev.tocsin.prober.runtime;

import dev.tocsin.problem.ProblemMapper;
import io.quarkus.security.AuthenticationFailedException;
import jakarta.ws.rs.ext.Provider;

/** A key that is not valid. */
@Provider
public class AuthenticationProblem extends ProblemMapper<AuthenticationFailedException> {}
