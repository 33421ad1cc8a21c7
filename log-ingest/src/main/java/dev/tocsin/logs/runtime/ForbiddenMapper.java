package dev.tocsin.logs.runtime;

import dev.tocsin.problem.ProblemMapper;
import io.quarkus.security.ForbiddenException;
import jakarta.ws.rs.ext.Provider;

/** A role that is missing, as a problem. */
@Provider
class ForbiddenMapper extends ProblemMapper<ForbiddenException> {}
