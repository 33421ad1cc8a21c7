package dev.tocsin.logs.loki.logql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A step of a pipeline. */
public sealed interface Stage {

  /**
   * Keeps lines that contain (or match) one of the texts, or none of them when negative.
   *
   * @param negative true for {@code != !~ !>}
   * @param way how a text is looked for
   * @param texts at least one
   */
  record LineFilter(boolean negative, Way way, List<String> texts) implements Stage {}

  /** How a line filter looks for its text. */
  enum Way {
    CONTAINS("="),
    REGEX("~"),
    PATTERN(">");

    private final String sign;

    Way(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }
  }

  /** Makes labels from a JSON line; without fields, from all of it. */
  record Json(List<Field> fields) implements Stage {}

  /** Makes labels from {@code key=value} pairs; without fields, from all of them. */
  record Logfmt(boolean strict, boolean keepEmpty, List<Field> fields) implements Stage {}

  /** Makes labels from a line by an example with {@code <names>}. */
  record Pattern(String pattern) implements Stage {}

  /** Makes labels from the named groups of a regular expression. */
  record Regexp(String regex) implements Stage {}

  /** Undoes Promtail's pack stage: labels from a JSON line, its {@code _entry} as the line. */
  record Unpack() implements Stage {}

  /** Keeps lines whose labels hold a condition. */
  record LabelFilter(Condition condition) implements Stage {}

  /** Writes the line anew. */
  record LineFormat(Template template) implements Stage {}

  /** Sets labels. */
  record LabelFormat(List<Assignment> assignments) implements Stage {}

  /** Removes labels, those with a matcher only when it holds. */
  record Drop(List<Choice> labels) implements Stage {}

  /** Keeps only these labels, those with a matcher only when it holds. */
  record Keep(List<Choice> labels) implements Stage {}

  /** Removes terminal colours from the line. */
  record Decolorize() implements Stage {}

  /** A label and where its value lies in the line. */
  record Field(String label, String path) {}

  /** A label and its new value: another label's ({@code source}) or a template's. */
  record Assignment(String label, @Nullable String source, @Nullable Template template) {}

  /** A label, possibly only with a certain value. */
  record Choice(String label, @Nullable Matcher matcher) {}
}
