package dev.tocsin.prober.runtime;

import dev.tocsin.problem.ProblemMapper;
import jakarta.ws.rs.ext.Provider;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/** A body whose JSON has another shape. */
@Provider
public class ShapeProblem extends ProblemMapper<MismatchedInputException> {}
