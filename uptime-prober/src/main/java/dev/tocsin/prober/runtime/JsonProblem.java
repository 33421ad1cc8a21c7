package dev.tocsin.prober.runtime;

import dev.tocsin.problem.ProblemMapper;
import jakarta.ws.rs.ext.Provider;
import com.fasterxml.jackson.core.JsonProcessingException;

/** A body that is not JSON. */
@Provider
public class JsonProblem extends ProblemMapper<JsonProcessingException> {}
