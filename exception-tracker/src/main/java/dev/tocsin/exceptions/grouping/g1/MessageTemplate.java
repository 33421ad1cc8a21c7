package dev.tocsin.exceptions.grouping.g1;

import java.util.ArrayList;
import java.util.regex.Pattern;

/**
 * A message with what varies replaced by its kind. One scan from left to right: at each place the
 * first kind of the table that matches wins, replaced text is not looked at again. The table
 * belongs to the version of the algorithm.
 */
final class MessageTemplate {

  private static final int LONGEST = 400;

  private static final String TOP_LEVEL =
      "(?:com|org|net|io|dev|app|edu|gov|mil|info|biz|cloud|local|internal|lan|uk|de|fr|nl|eu|ch|at"
          + "|it|es|se|no|fi|dk|pl|cz|jp|cn|in|br|au|ca|us|ru|test|example)";
  private static final String MONTH =
      "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}";
  private static final String DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}";
  private static final String CLOCK = "\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?";
  private static final String OFFSET =
      "(?:Z|[ ]?(?:GMT|UTC)?[+-]\\d{2}:?\\d{2}|[ ](?:GMT|UTC|[CEMP][SD]T)\\b)";

  private record Kind(String name, String regex, String replacement) {
    Kind(String name, String regex) {
      this(name, regex, "<" + name + ">");
    }
  }

  private static final Kind[] KINDS = {
    new Kind("email", "[A-Za-z0-9._%+-]{1,64}+@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,5}"),
    new Kind("url", "\\b(?:wss?|https?|ftp)://[^\\s\"'<>)\\]]{1,400}"),
    new Kind(
        "hostname",
        "(?<![\\w./-])(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.){1,6}"
            + TOP_LEVEL
            + "(?![\\w-]|\\.\\w)"),
    new Kind(
        "ip",
        "(?<![\\w.])(?:\\d{1,3}\\.){3}\\d{1,3}(?![\\w]|\\.\\d)"
            + "|(?<![\\w:])(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}(?![\\w:])"
            + "|(?<![\\w:])(?=[0-9a-fA-F:]{0,40}\\d)(?:[0-9a-fA-F]{1,4}:){1,6}"
            + "(?::[0-9a-fA-F]{1,4}){1,6}(?:%\\w{1,16})?(?![\\w:(])"
            + "|(?<![\\w:])::(?:[0-9a-fA-F]{1,4}:){0,5}[0-9a-fA-F]{0,3}\\d[0-9a-fA-F]{0,3}(?![\\w:(])"),
    new Kind(
        "traceparent", "\\b00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]\\b|\\b1-[0-9a-f]{8}-[0-9a-f]{24}\\b"),
    new Kind(
        "uuid",
        "\\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\b"),
    new Kind("sha1", "\\b[0-9a-fA-F]{40}\\b"),
    new Kind("md5", "\\b[0-9a-fA-F]{32}\\b"),
    new Kind(
        "date",
        "\\b\\d{4}-\\d{2}-\\d{2}(?:[T ]"
            + CLOCK
            + OFFSET
            + "?)?(?![\\w])"
            + "|\\b"
            + DAY
            + ",? (?:\\d{1,2}[ -]"
            + MONTH
            + "|"
            + MONTH
            + " \\d{1,2})[ -]\\d{2,4} "
            + CLOCK
            + OFFSET
            + "?(?: \\([^)]{1,40}\\))?"
            + "|\\b"
            + DAY
            + " "
            + MONTH
            + " {1,2}\\d{1,2} "
            + CLOCK
            + "(?: [A-Z]{3,4})? \\d{4}\\b"
            + "|\\b\\d{1,2}[ -]"
            + MONTH
            + "[ -]\\d{4}(?: "
            + CLOCK
            + OFFSET
            + "?)?"
            + "|\\b"
            + CLOCK
            + OFFSET
            + "?(?![\\w:])"),
    new Kind("duration", "(?<![\\w.])\\d{1,12}(?:\\.\\d{1,9})?(?:ns|us|µs|ms|s|m|h|d)\\b"),
    new Kind("hex", "(?<=\\w)@[0-9a-f]{1,16}\\b", "@<hex>"),
    new Kind(
        "hex",
        "\\b0[xX][0-9a-fA-F]{1,64}\\b|\\b(?=[0-9a-f]{0,127}\\d)[0-9a-f]{8,128}\\b"
            + "|\\b(?=[0-9A-F]{0,127}\\d)[0-9A-F]{8,128}\\b"),
    new Kind("git_sha", "\\b(?=[0-9a-f]{0,6}[a-f])(?=[0-9a-f]{0,6}\\d)[0-9a-f]{7}\\b"),
    new Kind("float", "(?<![\\w.])-?\\d{1,15}\\.\\d{1,15}(?:[eE][+-]?\\d{1,3})?(?![\\w]|\\.\\d)"),
    new Kind("int", "(?<![\\w])-\\d{1,7}\\b|\\b\\d{1,7}\\b"),
    new Kind("quoted", "(?<=[\\w]=)\"[^\"]{0,200}\"|(?<=[\\w]=)'[^']{0,200}'"),
    new Kind("bool", "(?<=[\\w]=)(?:true|false|True|False)\\b"),
  };

  private static final Pattern SCAN = scan();

  private MessageTemplate() {}

  static String of(String message) {
    var matcher = SCAN.matcher(head(message));
    var template = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(template, "");
      for (int kind = 0; kind < KINDS.length; kind++) {
        if (matcher.start("k" + kind) >= 0) {
          template.append(KINDS[kind].replacement());
          break;
        }
      }
    }
    return matcher.appendTail(template).toString();
  }

  /** The first two lines that are not empty, capped before anything is matched. */
  private static String head(String message) {
    var lines = new ArrayList<String>();
    var capped = message.substring(0, Math.min(message.length(), 10 * LONGEST));
    for (var line : capped.split("\\R", 20)) {
      if (!line.isBlank() && lines.size() < 2) {
        lines.add(line.strip());
      }
    }
    var head = String.join("\n", lines);
    return head.substring(0, Math.min(head.length(), LONGEST));
  }

  private static Pattern scan() {
    var regex = new StringBuilder();
    for (int kind = 0; kind < KINDS.length; kind++) {
      regex.append(kind == 0 ? "" : "|").append("(?<k").append(kind).append('>');
      regex.append(KINDS[kind].regex()).append(')');
    }
    return Pattern.compile(regex.toString());
  }
}
