package dev.tocsin.logs.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.logs.redaction.Redactor;
import dev.tocsin.logs.redaction.Redactor.Rule;
import java.util.function.Consumer;

/** Cleaning by the built-in rules. */
public final class TextCleaning implements Cleaning {

  private final Consumer<Rule> found;

  /** Reports each replacement to {@code found}. */
  public TextCleaning(Consumer<Rule> found) {
    this.found = found;
  }

  @Override
  public boolean sensitiveKey(byte[] key, int from, int to) {
    return Redactor.secretName(new String(key, from, to - from, UTF_8));
  }

  @Override
  public boolean suspicious(byte[] text, int from, int to) {
    return to - from >= 6;
  }

  @Override
  public byte[] clean(byte[] text, int from, int to) {
    var redacted = Redactor.redact(new String(text, from, to - from, UTF_8));
    redacted.hits().forEach(found);
    return redacted.text().getBytes(UTF_8);
  }

  @Override
  public byte[] replacement() {
    found.accept(Rule.PASSWORD);
    return Redactor.replacement(Rule.PASSWORD).getBytes(UTF_8);
  }
}
