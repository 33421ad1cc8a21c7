package dev.tocsin.prober.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tocsin.problem.ProblemMapper;
import jakarta.ws.rs.ext.Provider;

/** A body that is not JSON. */
@Provider
public class JsonProblem extends ProblemMapper<JsonProcessingException> {}
