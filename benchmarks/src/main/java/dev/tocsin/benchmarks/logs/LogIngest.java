package dev.tocsin.benchmarks.logs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Lines from HTTP through Kafka to searchable: rate, CPU, memory, bytes on disk, then questions.
 *
 * <p>{@code LogIngest <quarkus-run.jar> <folder> json|otlp <lines> [lines/s]}. Warms up with a
 * third of the lines into another project first. System properties: {@code heap} (MiB, 512), {@code
 * hours} (span of event times, 1), {@code warmup} (lines).
 */
public final class LogIngest {

  private static final long SEED = 20261120;
  private static final int CONNECTIONS = 4;

  private LogIngest() {}

  /** Runs one measurement and prints Markdown. */
  public static void main(String[] args) throws Exception {
    if (args.length < 4) {
      System.err.println("usage: LogIngest <quarkus-run.jar> <folder> json|otlp <lines> [lines/s]");
      System.exit(2);
    }
    Path folder = Path.of(args[1]).toAbsolutePath();
    long lines = Long.parseLong(args[3]);
    double rate = args.length > 4 ? Double.parseDouble(args[4]) : 0;
    long warmUp = Long.getLong("warmup", lines / 3);
    long hour = 3_600_000_000_000L;
    long span = Integer.getInteger("hours", 1) * hour;
    long start = System.currentTimeMillis() * 1_000_000 / hour * hour - span;
    Path corpora = folder.resolveSibling("corpora");
    Corpus corpus = Corpus.of(corpora, args[2], SEED, lines, start, span);
    Corpus first = Corpus.of(corpora, args[2], SEED + 1, Math.max(1000, warmUp), start, span);
    var flags = List.of("-Xmx" + Integer.getInteger("heap", 512) + "m", "-XX:+UseSerialGC");
    try (Rig rig = Rig.start(folder, Path.of(args[0]), flags);
        var questions = new Questions(rig.port(), corpus.answers())) {
      new Load(first, rig.port(), Rig.WARM_UP, rate).run(CONNECTIONS);
      Thread.sleep(Duration.ofSeconds(8));
      measure(rig, corpus, questions, rate);
      questions.all(20).forEach(timing -> System.out.println(timing.row()));
      Thread.sleep(Duration.ofSeconds(Integer.getInteger("settle", 45)));
      System.out.printf(
          Locale.ROOT,
          "after settling: %.1f B/line on disk, CPU %s s%n",
          (double) ProcessCost.bytesBelow(rig.segments().resolve("p1")) / lines,
          text(rig.cpu()));
      questions.all(20).forEach(timing -> System.out.println(timing.row()));
      System.out.println("memory (MiB): " + ProcessCost.memory(rig.servicePid()));
    }
  }

  private static void measure(Rig rig, Corpus corpus, Questions questions, double rate)
      throws Exception {
    long lines = Long.parseLong(corpus.answers().getProperty("lines"));
    long bytes = Long.parseLong(corpus.answers().getProperty("bytes"));
    double[] before = rig.cpu();
    double own = ProcessCost.own(ProcessHandle.current().pid());
    long began = System.nanoTime();
    var sent = new Load(corpus, rig.port(), Rig.INGEST, rate).run(CONNECTIONS);
    Rig.await("all lines", Duration.ofMinutes(5), () -> questions.stored() >= lines);
    double seconds = (System.nanoTime() - began) / 1e9;
    double[] after = rig.cpu();
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      after[i] -= before[i];
      sum += after[i];
    }
    System.out.printf(
        Locale.ROOT,
        "%s, %,d lines of %.0f B%s: acknowledged at %,.0f lines/s, searchable at %,.0f lines/s (%.1f s, %d sent again)%n"
            + "CPU-s per million lines: %.2f (service, Kafka, PostgreSQL: %s s); generator %.2f%n"
            + "acknowledgement p50 %.0f, p99 %.0f, worst %.0f ms; %.1f B/line on disk%n"
            + "stored %,d; memory (MiB): %s%n",
        corpus.form().path(),
        lines,
        (double) bytes / lines,
        rate > 0 ? String.format(Locale.ROOT, " at %,.0f lines/s", rate) : "",
        sent.lines() / sent.seconds(),
        lines / seconds,
        seconds,
        sent.refused(),
        sum / lines * 1e6,
        text(after),
        (ProcessCost.own(ProcessHandle.current().pid()) - own) / lines * 1e6,
        sent.percentile(0.5),
        sent.percentile(0.99),
        sent.percentile(1),
        (double) ProcessCost.bytesBelow(rig.segments().resolve("p1")) / lines,
        questions.stored(),
        ProcessCost.memory(rig.servicePid()));
  }

  private static String text(double[] parts) {
    return String.format(Locale.ROOT, "%.1f + %.1f + %.1f", parts[0], parts[1], parts[2]);
  }
}
