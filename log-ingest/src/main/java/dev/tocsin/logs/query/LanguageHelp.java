package dev.tocsin.logs.query;

import dev.tocsin.logs.query.LanguageResource.Example;
import dev.tocsin.logs.query.LanguageResource.FieldHelp;
import dev.tocsin.logs.query.LanguageResource.Language;
import java.util.List;

/** The query language in short; the whole of it is in docs/query-language.md. */
final class LanguageHelp {

  private static final List<String> TEXT = List.of(":", "=", "!=");
  private static final List<String> ORDER = List.of(":", "=", "!=", ">", ">=", "<", "<=");

  /** All there is to say. */
  static final Language ALL =
      new Language(
          List.of(
              new FieldHelp("level", "level", ORDER, "how bad it is, on the common scale"),
              new FieldHelp("service", "text", TEXT, "the service the line belongs to"),
              new FieldHelp("body", "text", TEXT, "the message"),
              new FieldHelp("trace_id", "id", TEXT, "32 hex digits"),
              new FieldHelp("span_id", "id", TEXT, "16 hex digits"),
              new FieldHelp("severity_text", "text", TEXT, "the sender's own word for the level"),
              new FieldHelp("severity_number", "number", ORDER, "0 (nobody said) to 24"),
              new FieldHelp("scope", "text", TEXT, "the logger or instrumentation scope"),
              new FieldHelp("any", "any", List.of(":"), "the message and every attribute")),
          List.of("trace", "debug", "info", "warn", "error", "fatal", "unknown"),
          List.of("ns", "us", "ms", "s", "m", "h", "d", "B", "KB", "MB", "GB", "KiB", "MiB", "GiB"),
          List.of(
              new Example("timeout", "the word timeout in the message or an attribute"),
              new Example("\"connection refused\"", "these words next to each other"),
              new Example("conn*", "words that begin with conn"),
              new Example("level>=warn service:checkout", "warnings and worse of one service"),
              new Example("status:>=500 -path:/health", "failed requests, without one path"),
              new Example("status:500..599", "a range of numbers"),
              new Example("duration_ms:>1.5s", "slow requests, whatever unit they are kept in"),
              new Example("level:(warn OR error) -debug", "either level, without a word"),
              new Example("user.id:*", "lines that have a user"),
              new Example("/time.?out/i", "a regular expression, RE2"),
              new Example("4bf92f3577b34da6a3ce929d0e0e4736", "lines of a trace, by its id")));

  private LanguageHelp() {}
}
