package dev.tocsin.prober.runtime;

import org.jboss.logmanager.Level;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.formatters.JsonFormatter;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** Logging without Quarkus: its own handler would keep every line until a boot that never comes. */
final class AgentLogging {
  private AgentLogging() {}

  static void set(boolean json) {
    Logger root = LogContext.getLogContext().getLogger("");
    ConsoleHandler console =
        new ConsoleHandler(
            json
                ? new JsonFormatter()
                : new PatternFormatter("%d{HH:mm:ss,SSS} %-5p [%c{2.}] %s%e%n"));
    console.setLevel(Level.INFO);
    root.setLevel(Level.INFO);
    for (java.util.logging.Handler old : root.clearHandlers()) {
      old.close();
    }
    root.addHandler(console);
  }
}
