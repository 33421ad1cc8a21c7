package dev.tocsin.logs.loki.pipeline;

/** One stage, ready to run. */
interface Step {

  /** Works on a line; false drops it. */
  boolean take(Line line);
}
