package dev.tocsin.slo.openslo;

import java.util.ArrayList;
import java.util.List;

/** Collects errors and warnings, so that an author learns all of them at once. */
final class Findings {

  private static final int MOST = 100;

  private final List<Finding> errors = new ArrayList<>();
  private final List<Finding> warnings = new ArrayList<>();

  void error(Finding finding) {
    boolean known = errors.stream().anyMatch(e -> same(e, finding));
    if (!known && errors.size() < MOST) {
      errors.add(finding);
    }
  }

  void warning(Finding finding) {
    if (warnings.size() < MOST) {
      warnings.add(finding);
    }
  }

  /** A mapping that is looked at twice says the same about the same line. */
  private static boolean same(Finding one, Finding other) {
    return one.line() == other.line()
        && one.field().equals(other.field())
        && one.rule().equals(other.rule());
  }

  List<Finding> errors() {
    return List.copyOf(errors);
  }

  List<Finding> warnings() {
    return List.copyOf(warnings);
  }
}
