package dev.tocsin.logs.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.logs.redaction.CustomRule.Target;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * One project's rules, applied to UTF-8 bytes. Immutable and safe for all threads; what is found is
 * counted where it is replaced.
 */
public final class ByteRedaction {

  private static final byte[] HIDDEN = BuiltIn.PASSWORD.replacement().getBytes(UTF_8);
  private static final byte[][] REPLACEMENTS = replacements();

  /** Counts what was replaced. */
  public interface Hits {
    /** A rule, by its label, replaced something {@code times} times. */
    void found(String rule, int times);
  }

  private final int rules;
  private final CustomRule[] texts;
  private final CustomRule[] attributes;
  private final Hits hits;

  /** All built-in rules of {@code builtIn}, then {@code custom} in their order. */
  ByteRedaction(Set<BuiltIn> builtIn, List<CustomRule> custom, Hits hits) {
    this.rules = builtIn.stream().mapToInt(BuiltIn::bit).sum();
    this.texts = custom.stream().filter(r -> r.target() == Target.TEXT).toArray(CustomRule[]::new);
    this.attributes =
        custom.stream().filter(r -> r.target() == Target.ATTRIBUTE).toArray(CustomRule[]::new);
    this.hits = hits;
  }

  private static byte[][] replacements() {
    return Arrays.stream(BuiltIn.values())
        .map(rule -> rule.replacement().getBytes(UTF_8))
        .toArray(byte[][]::new);
  }

  /**
   * Whether the name of an attribute says that its value is a secret; then the whole value is to be
   * replaced by {@link #hidden}.
   */
  public boolean sensitiveKey(byte[] key, int from, int to) {
    if ((rules & BuiltIn.PASSWORD.bit()) != 0
        && SecretNames.of(key, lastSegment(key, from, to), to) != SecretNames.Kind.NONE) {
      return true;
    }
    if (attributes.length > 0) {
      String name = new String(key, from, to - from, UTF_8);
      for (CustomRule rule : attributes) {
        if (rule.matchesName(name)) {
          return true;
        }
      }
    }
    return false;
  }

  private static int lastSegment(byte[] key, int from, int to) {
    int at = to;
    while (at > from && key[at - 1] != '.') {
      at--;
    }
    return at;
  }

  /** What stands for the value of a sensitive key; the caller counts with {@link #hid}. */
  public static byte[] hidden() {
    return HIDDEN.clone();
  }

  /** Counts a value that was replaced because of its key. */
  public void hid() {
    hits.found(BuiltIn.PASSWORD.label(), 1);
  }

  /** One cheap look at a text; false means that it is certainly clean. */
  public boolean suspicious(byte[] b, int from, int to) {
    if (new SecretScan(b, from, to, rules).next()) {
      return true;
    }
    for (CustomRule rule : texts) {
      if (rule.possible(b, from, to)) {
        return true;
      }
    }
    return false;
  }

  /** The text without secrets, for texts that are {@link #suspicious}. */
  public byte[] clean(byte[] b, int from, int to) {
    byte[] clean = builtIn(b, from, to);
    int[] count = new int[1];
    for (CustomRule rule : texts) {
      count[0] = 0;
      clean = rule.replace(clean, 0, clean.length, count);
      if (count[0] > 0) {
        hits.found(rule.name(), count[0]);
      }
    }
    return clean;
  }

  /** A text without secrets; for everything that is not on the way of every line. */
  public String clean(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return suspicious(bytes, 0, bytes.length)
        ? new String(clean(bytes, 0, bytes.length), UTF_8)
        : text;
  }

  private byte[] builtIn(byte[] b, int from, int to) {
    var scan = new SecretScan(b, from, to, rules);
    if (!scan.next()) {
      return Arrays.copyOfRange(b, from, to);
    }
    var clean = new ByteArrayOutputStream(to - from + 64);
    int copied = from;
    do {
      clean.write(b, copied, scan.start - copied);
      byte[] replacement = REPLACEMENTS[scan.found.ordinal()];
      clean.write(replacement, 0, replacement.length);
      copied = scan.end;
      hits.found(scan.found.label(), 1);
    } while (scan.next());
    clean.write(b, copied, to - copied);
    return clean.toByteArray();
  }
}
