package dev.tocsin.prober.runtime;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.tocsin.problem.ProblemMapper;
import jakarta.ws.rs.ext.Provider;

/** A body whose JSON has another shape. */
@Provider
public class ShapeProblem extends ProblemMapper<MismatchedInputException> {}
