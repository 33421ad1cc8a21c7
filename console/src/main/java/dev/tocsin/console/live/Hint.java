package dev.tocsin.console.live;

import org.jspecify.annotations.Nullable;

/**
 * Tells a page that something may have changed: it then asks the service. A hint carries no data,
 * so it can be lost, doubled or merged without harm.
 *
 * @param topic incidents, monitors, issues or slos
 * @param id the thing; null for "some of them"
 */
record Hint(String topic, @Nullable String id) {

  static final String INCIDENTS = "incidents";
  static final String MONITORS = "monitors";
  static final String ISSUES = "issues";
  static final String SLOS = "slos";
}
