package dev.tocsin.console.runtime;

import dev.tocsin.problem.ProblemMapper;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.ext.Provider;

/** Errors that the REST layer itself finds: no such path, wrong method, wrong content type. */
@Provider
class WebErrorMapper extends ProblemMapper<WebApplicationException> {}
