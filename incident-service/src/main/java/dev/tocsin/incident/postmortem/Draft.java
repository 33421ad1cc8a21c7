package dev.tocsin.incident.postmortem;

import dev.tocsin.incident.impact.ImpactAnswer;
import dev.tocsin.incident.incident.Incident;
import dev.tocsin.incident.incident.IncidentAlert;
import dev.tocsin.incident.incident.IncidentState;
import dev.tocsin.incident.incident.TimelineEntry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the first text of a postmortem from the record: facts and questions come from here,
 * conclusions from people.
 *
 * @param incident the incident
 * @param incidentUrl its page in the console
 * @param alerts what fired
 * @param timeline what happened
 * @param impact every answer about its extent
 */
public record Draft(
    Incident incident,
    String incidentUrl,
    List<IncidentAlert> alerts,
    List<TimelineEntry> timeline,
    List<ImpactAnswer> impact) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** The title. */
  public String title() {
    return "Incident #" + incident.number() + ": " + incident.title();
  }

  /** The text. */
  public String markdown() {
    var text = new StringBuilder();
    text.append("# ").append(cell(title())).append("\n\n");
    head(text);
    text.append(
        """

        ## Summary

        <!-- Two or three sentences: what happened, for how long, and who was touched. -->

        """);
    impactSection(text);
    detection(text);
    text.append(
        """

        ## Trigger

        <!-- What set it off? Apart from the factors below; a person's act is never a cause. -->

        ## Contributing factors

        <!-- Conditions that together made it possible. There is no single root cause. -->

        ## Timeline

        """);
    timelineTable(text);
    text.append(
        """

        ## Lessons

        ### What went well

        ### What went badly

        ### Where we got lucky

        ### Why were we surprised

        ## Action items

        <!-- Type: prevent, mitigate faster, detect sooner, repair damage, process or investigate. \
        One owner, a person. -->

        | Action | Type | Owner | Due | Done when |
        |---|---|---|---|---|
        |  |  |  |  |  |
        """);
    return text.toString();
  }

  private void head(StringBuilder text) {
    String service = incident.service();
    row(text, "Incident", "[#" + incident.number() + "](" + incidentUrl + ")");
    text.append("|---|---|\n");
    row(text, "Service", service == null ? "not named" : cell(service));
    row(text, "Severity", incident.severity().name().toLowerCase(Locale.ROOT));
    row(text, "State", incident.state().word());
    row(text, "Opened", utc(incident.openedAt()));
    row(text, "Acknowledged", acknowledged());
    row(text, "Resolved", resolved());
  }

  private String acknowledged() {
    IncidentState.Acknowledged taken = taken();
    return taken == null ? "by nobody" : utc(taken.at()) + " by " + cell(taken.by());
  }

  private String resolved() {
    return incident.state() instanceof IncidentState.Resolved over
        ? utc(over.at()) + " by " + cell(over.by())
        : "not yet";
  }

  private IncidentState.@Nullable Acknowledged taken() {
    return switch (incident.state()) {
      case IncidentState.Triggered _ -> null;
      case IncidentState.Acknowledged now -> now;
      case IncidentState.Resolved over -> over.before();
    };
  }

  private void impactSection(StringBuilder text) {
    text.append("## Impact\n\n");
    if (impact.isEmpty()) {
      text.append("No figures: no source was asked.\n");
      return;
    }
    text.append("| Figure | Value | Source | Asked |\n|---|---|---|---|\n");
    latest().forEach((source, answer) -> impactRows(text, source, answer));
    text.append("\nFigures cover the time from five minutes before the incident was opened.\n");
  }

  /** The newest answer of each source that has figures, else its newest answer. */
  private TreeMap<String, ImpactAnswer> latest() {
    var latest = new TreeMap<String, ImpactAnswer>();
    for (ImpactAnswer answer : impact) {
      ImpactAnswer known = latest.get(answer.source());
      if (known == null || answer.available() || !known.available()) {
        latest.put(answer.source(), answer);
      }
    }
    return latest;
  }

  private static void impactRows(StringBuilder text, String source, ImpactAnswer answer) {
    String asked = utc(answer.askedAt());
    String origin = "[" + cell(source) + "](" + answer.query() + ")";
    if (!answer.available()) {
      String reason = answer.reason() == null ? "" : " (" + cell(answer.reason()) + ")";
      row(text, "all figures", "not available" + reason, origin, asked);
    } else if (answer.figures().isEmpty()) {
      row(text, "–", "nothing to report", origin, asked);
    }
    for (ImpactAnswer.Figure figure : answer.figures()) {
      String label = figure.label() == null ? String.valueOf(figure.id()) : figure.label();
      String detail = figure.detail() == null ? "" : " (" + cell(figure.detail()) + ")";
      String link = figure.link();
      String evidence = link == null ? "" : ", [rows](" + link.replaceAll("[\\s()<>|]", "") + ")";
      row(text, cell(label), value(figure) + detail, origin + evidence, asked);
    }
  }

  private static String value(ImpactAnswer.Figure figure) {
    Double value = figure.value();
    if (value == null || !Double.isFinite(value)) {
      return "not available";
    }
    String number = BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    return figure.unit() == null ? number : number + " " + cell(figure.unit());
  }

  private void detection(StringBuilder text) {
    text.append("\n## Detection and response\n\n| | |\n|---|---|\n");
    Instant opened = incident.openedAt();
    Instant first =
        alerts.stream().map(IncidentAlert::firstAt).min(Instant::compareTo).orElse(opened);
    row(text, "First alert", utc(first) + " from " + cell(senders()));
    row(text, "First alert to incident", duration(first, opened));
    IncidentState.Acknowledged taken = taken();
    row(
        text,
        "Incident to acknowledgement",
        taken == null ? "nobody acknowledged" : duration(opened, taken.at()));
    row(
        text,
        "Incident to resolution",
        incident.state() instanceof IncidentState.Resolved over
            ? duration(opened, over.at())
            : "not resolved yet");
    text.append("\n<!-- How could the time to detect be halved? What hindered the response? -->\n");
  }

  private String senders() {
    var senders = new ArrayList<>(alerts.stream().map(IncidentAlert::source).distinct().toList());
    return senders.isEmpty() ? "nobody" : String.join(", ", senders);
  }

  private void timelineTable(StringBuilder text) {
    text.append("| Time (UTC) | Who | What |\n|---|---|---|\n");
    for (TimelineEntry entry : timeline) {
      row(text, TIME.format(entry.at()), cell(entry.actor()), cell(entry.text()));
    }
  }

  private static void row(StringBuilder text, String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String utc(Instant instant) {
    return TIME.format(instant) + " UTC";
  }

  private static String duration(Instant from, Instant to) {
    Duration duration = Duration.between(from, to);
    if (duration.isNegative()) {
      return "0 s (the sender's clock is ahead)";
    }
    long hours = duration.toHours();
    return (hours > 0 ? hours + " h " : "")
        + (duration.toMinutes() > 0 ? duration.toMinutesPart() + " min " : "")
        + duration.toSecondsPart()
        + " s";
  }

  /** Foreign text as one cell of a table: it can neither break the table nor become markup. */
  private static String cell(String text) {
    return text.replaceAll("[\\p{Cntrl}]+", " ").replaceAll("([\\\\|<\\[\\]`])", "\\\\$1").strip();
  }
}
