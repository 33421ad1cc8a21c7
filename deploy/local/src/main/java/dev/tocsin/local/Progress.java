package dev.tocsin.local;

import java.io.PrintStream;
import java.util.Locale;

/** Lines for the person who waits, each with the seconds since the start. */
public final class Progress {

  private final PrintStream out;
  private final long startedAt = System.nanoTime();

  public Progress(PrintStream out) {
    this.out = out;
  }

  /** One step that is done. */
  public void step(String text) {
    out.printf(Locale.ROOT, "%6.1f s  %s%n", seconds(), text);
    out.flush();
  }

  /** Text as it is. */
  public void plain(String text) {
    out.println(text);
    out.flush();
  }

  public double seconds() {
    return (System.nanoTime() - startedAt) / 1e9;
  }
}
