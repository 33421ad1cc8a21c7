package dev.tocsin.slo.openslo;

import dev.tocsin.problem.FieldError;

/**
 * Something about an uploaded document that its author should know.
 *
 * @param line where, counted from 1
 * @param object which object, for instance {@code SLO checkout}
 * @param field path inside the document, for instance {@code spec.objectives[0].target}
 * @param rule what it must be (an error) or what follows from it (a warning)
 */
public record Finding(int line, String object, String field, String rule) {

  /** As it appears in an error answer: the rule, then where. */
  public FieldError toFieldError() {
    return new FieldError(field, rule + " (line " + line + ", " + object + ")");
  }
}
