package dev.tocsin.prober.runtime;

import dev.tocsin.problem.ProblemMapper;
import jakarta.ws.rs.ext.Provider;
import io.quarkus.security.AuthenticationFailedException;

/** A key that is not valid. */
@Provider
public class AuthenticationProblem extends ProblemMapper<AuthenticationFailedException> {}
