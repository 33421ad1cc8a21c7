package dev.tocsin.problem;

/**
 * One field of a request that breaks a rule.
 *
 * @param field path of the field, for instance {@code participants[2].email}
 * @param rule what it must be, in words that complete "must …"
 */
public record FieldError(String field, String rule) {}
