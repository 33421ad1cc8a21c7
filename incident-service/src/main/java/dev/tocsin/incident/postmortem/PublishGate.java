package dev.tocsin.incident.postmortem;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides whether a postmortem may be published. */
public final class PublishGate {

  private static final Pattern COMMENT = Pattern.compile("<!--.*?(-->|\\z)", Pattern.DOTALL);
  private static final Pattern SUMMARY = Pattern.compile("(?im)^##[ \\t]+summary[ \\t]*#*[ \\t]*$");
  private static final Pattern NEXT_SECTION = Pattern.compile("(?m)^#{1,2}[ \\t]+\\S");

  private PublishGate() {}

  /** Why it has to wait, or null when it may be published. */
  public static @Nullable String reasonToWait(String markdown) {
    String text = COMMENT.matcher(markdown).replaceAll("");
    var heading = SUMMARY.matcher(text);
    if (!heading.find()) {
      return "The section '## Summary' is missing: say in two or three sentences what happened,"
          + " for how long, and who was touched.";
    }
    String rest = text.substring(heading.end());
    var next = NEXT_SECTION.matcher(rest);
    String summary = next.find() ? rest.substring(0, next.start()) : rest;
    return summary.isBlank()
        ? "The summary is empty: say in two or three sentences what happened, for how long, and"
            + " who was touched."
        : null;
  }
}
