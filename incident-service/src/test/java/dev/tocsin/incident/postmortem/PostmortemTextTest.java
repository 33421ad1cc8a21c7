package dev.tocsin.incident.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Severity;
import dev.tocsin.incident.impact.ImpactAnswer;
import dev.tocsin.incident.incident.Incident;
import dev.tocsin.incident.incident.IncidentState;
import dev.tocsin.incident.incident.TimelineEntry;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The draft's text, its rendering and the gate before publishing. */
class PostmortemTextTest {

  private static final Instant T0 = Instant.parse("2026-11-20T10:00:00Z");

  @Test
  void theDraftHoldsTheTimelineTheFiguresAndTheTimes() {
    String text =
        draft(List.of(answer(12.5, null), answer(null, "it did not answer in time"))).markdown();
    assertThat(text)
        .contains("| 2026-11-20 10:00:00 | tocsin | Incident opened |")
        .contains("| Failed checks | 12.5 checks | [uptime-prober](http://localhost:8081/x)")
        .contains("| all figures | not available (it did not answer in time) | [log-ingest]")
        .contains("| Incident to acknowledgement | 1 min 30 s |")
        .contains("| Incident to resolution | 1 h 1 min 0 s |")
        .contains("## Trigger", "## Contributing factors", "### Where we got lucky")
        .doesNotContain("not available 0");
  }

  @Test
  void aLaterSilenceDoesNotHideAnEarlierAnswer() {
    var silent =
        new ImpactAnswer(
            "uptime-prober",
            "q",
            T0,
            T0,
            T0.plusSeconds(9),
            "draft",
            false,
            "away",
            null,
            List.of());
    assertThat(draft(List.of(answer(3.0, null), silent)).markdown()).contains("3 checks");
  }

  @Test
  void foreignTextCannotBreakTheTableOrBecomeMarkup() {
    var draft =
        new Draft(
            incident("a | b <script>alert(1)</script> [x](javascript:1)\n# no"),
            "http://localhost:8080/incidents/1",
            List.of(),
            List.of(new TimelineEntry(1, T0, "note", "me", "one | two\nthree", null)),
            List.of());
    assertThat(draft.markdown()).contains("one \\| two three");
    assertThat(MarkdownPage.html(draft.markdown()))
        .doesNotContain("<script")
        .doesNotContain("href=\"javascript")
        .contains("<td>one | two three</td>");
  }

  @Test
  void renderingKeepsTablesAndDropsWhatCouldAct() {
    assertThat(MarkdownPage.html("# T\n\n| a |\n|---|\n| **b** |\n"))
        .contains("<h1>T</h1>", "<table>", "<strong>b</strong>");
    assertThat(
            MarkdownPage.html(
                "<img src=x onerror=alert(1)><iframe src=//example.com></iframe>"
                    + "<a href='javascript:alert(1)' onclick=x>y</a><!-- hidden -->"))
        .doesNotContain("<img", "<iframe", "javascript", "onclick", "hidden");
  }

  @Test
  void theGateWantsASummary() {
    assertThat(PublishGate.reasonToWait("no headings")).contains("missing");
    assertThat(PublishGate.reasonToWait("## Summary\n\n<!-- a prompt -->\n\n## Impact\nx"))
        .contains("empty");
    assertThat(PublishGate.reasonToWait("## Summary\n\nThe shop was down.\n\n## Impact\n"))
        .isNull();
    assertThat(PublishGate.reasonToWait(draft(List.of()).markdown())).contains("empty");
  }

  private static Draft draft(List<ImpactAnswer> impact) {
    return new Draft(
        incident("Shop is down"),
        "http://localhost:8080/incidents/1",
        List.of(),
        List.of(new TimelineEntry(1, T0, "alert", "tocsin", "Incident opened", null)),
        impact);
  }

  private static Incident incident(String title) {
    var state =
        new IncidentState.Resolved(
            T0.plusSeconds(3660),
            "Anna",
            new IncidentState.Acknowledged(T0.plusSeconds(90), "Anna"));
    return new Incident(
        UUID.randomUUID(), 7, "service:shop", title, "shop", Severity.CRITICAL, state, T0, null);
  }

  private static ImpactAnswer answer(@Nullable Double value, @Nullable String reason) {
    return value == null
        ? new ImpactAnswer(
            "log-ingest",
            "http://localhost:8082/x",
            T0,
            T0,
            T0,
            "draft",
            false,
            reason,
            null,
            List.of())
        : new ImpactAnswer(
            "uptime-prober",
            "http://localhost:8081/x",
            T0,
            T0,
            T0,
            "draft",
            true,
            null,
            "aa",
            List.of(
                new ImpactAnswer.Figure("failed", "Failed checks", value, "checks", null, null)));
  }
}
