package dev.tocsin.logs.runtime;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.tocsin.problem.ProblemMapper;
import jakarta.ws.rs.ext.Provider;

/** A body of the wrong shape, with the path of the field. */
@Provider
class JsonShapeMapper extends ProblemMapper<MismatchedInputException> {}
