package dev.tocsin.logs.runtime;

import dev.tocsin.problem.ProblemMapper;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.ext.Provider;

/** A caller who is not known, as a problem. */
@Provider
class UnauthorizedMapper extends ProblemMapper<UnauthorizedException> {}
