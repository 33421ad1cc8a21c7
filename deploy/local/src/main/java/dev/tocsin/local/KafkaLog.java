package dev.tocsin.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sends what the embedded broker and the mail server log to a file of bounded size. */
final class KafkaLog {

  private static final int MAX_BYTES = 16 * 1024 * 1024;
  private static final String FORMAT = "%1$tFT%1$tT.%1$tL %4$s %3$s %5$s%6$s%n";

  /** Loggers are held weakly by the log manager. */
  private static final Logger ROOT = Logger.getLogger("");

  private KafkaLog() {}

  static void into(Path folder) throws IOException {
    Files.createDirectories(folder);
    System.setProperty("java.util.logging.SimpleFormatter.format", FORMAT);
    LogManager.getLogManager().reset();
    var file = new FileHandler(folder.resolve("kafka.log").toString(), MAX_BYTES, 1, true);
    file.setFormatter(new SimpleFormatter());
    ROOT.addHandler(file);
    ROOT.setLevel(Level.WARNING);
  }
}
