package dev.tocsin.benchmarks.logs;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Request bodies on disk, made once, so that sending them costs next to nothing. */
record Corpus(Path bodies, Form form, long[] offsets, int[] lines, Properties answers) {

  private static final int NEEDLES = 17;

  /** Makes the corpus unless it is there already; {@code name} tells the form and the size. */
  static Corpus of(Path folder, String form, long seed, long count, long startNs, long spanNs)
      throws IOException {
    Files.createDirectories(folder);
    String name = form + "-" + seed + "-" + count + "-" + startNs + "-" + spanNs;
    Path bodies = folder.resolve(name + ".bodies");
    Path index = folder.resolve(name + ".index");
    Path answers = folder.resolve(name + ".answers");
    var made = Form.of(form);
    if (!Files.exists(answers)) {
      write(
          bodies,
          index,
          answers,
          made,
          new LogWorld(seed, startNs, spanNs, count, NEEDLES),
          count,
          new Answers(startNs, startNs + spanNs));
    }
    return read(bodies, index, answers, made);
  }

  int size() {
    return lines.length;
  }

  FileChannel open() throws IOException {
    return FileChannel.open(bodies);
  }

  private static void write(
      Path bodies, Path index, Path answers, Form form, LogWorld world, long count, Answers known)
      throws IOException {
    try (var out = new BufferedOutputStream(Files.newOutputStream(bodies), 1 << 20);
        var parts = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(index)))) {
      var total = new long[1];
      java.util.function.Consumer<Form.Body> full =
          body -> {
            try {
              out.write(body.bytes());
              parts.writeInt(body.bytes().length);
              parts.writeInt(body.lines());
              total[0] += body.bytes().length;
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          };
      for (long i = 0; i < count; i++) {
        Line line = world.next();
        known.see(line);
        form.add(line, full);
      }
      form.end(full);
      known.size(total[0]);
    }
    known.write(answers);
  }

  private static Corpus read(Path bodies, Path index, Path answers, Form form) throws IOException {
    int size = (int) (Files.size(index) / 8);
    var offsets = new long[size + 1];
    var lines = new int[size];
    try (var in =
        new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(index)))) {
      for (int i = 0; i < size; i++) {
        offsets[i + 1] = offsets[i] + in.readInt();
        lines[i] = in.readInt();
      }
    }
    return new Corpus(bodies, form, offsets, lines, Answers.read(answers));
  }
}
