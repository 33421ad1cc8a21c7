package dev.tocsin.console.runtime;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.tocsin.problem.ProblemMapper;
import jakarta.ws.rs.ext.Provider;

/** JSON of another shape than asked for: the answer names the field. */
@Provider
class JsonShapeMapper extends ProblemMapper<MismatchedInputException> {}
