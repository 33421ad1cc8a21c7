package dev.tocsin.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;

/** Tells, line by line, what the platform does while the shop is broken and repaired. */
public final class DemoStory {

  private final PlatformApi api;
  private final PrintStream out;
  private final Clock clock;
  private final String monitorId;
  private final Set<String> told = new HashSet<>();
  private String lastState = "";

  /** Watches the monitor that {@link DemoSetup} made and the incidents that follow. */
  public DemoStory(PlatformApi api, PrintStream out, Clock clock, String monitorId) {
    this.api = api;
    this.out = out;
    this.clock = clock;
    this.monitorId = monitorId;
  }

  /** What to look at before anything breaks. */
  public void introduce(String shopUrl) {
    String console = api.credential("TOCSIN_URL");
    out.printf(
        """

        The demo shop is open: %s
          1. Sign in at %s as %s with the password above. "Now" shows the checkout monitor, probed
             from three regions every 10 s.
          2. Break the shop: press b and Enter here, or  curl -X POST %s/fault/on
          3. Within seconds the page arrives: %s
             The links in the mail acknowledge and resolve without signing in.
          4. Open the incident from the mail: timeline, evidence, postmortem draft.
          5. Repair it: press f and Enter, or  curl -X POST %s/fault/off
             The monitor's alert resolves by itself. The exception stays an open issue: resolve the
             incident, then write the postmortem and publish it.
          q and Enter stops everything.

        """,
        shopUrl,
        console,
        api.credential("TOCSIN_ADMIN_USER"),
        shopUrl,
        api.credential("TOCSIN_MAILBOX_URL"),
        shopUrl);
    out.flush();
  }

  /** Looks once and tells what is new. */
  public void look() throws InterruptedException {
    try {
      monitor();
      incidents();
    } catch (IOException e) {
      once(
          "away " + e.getClass().getName(),
          "a service is away for the moment; the platform restarts it");
    }
  }

  private void monitor() throws IOException, InterruptedException {
    var answer = api.get("TOCSIN_PROBER_URL", "/api/v1/monitors/" + monitorId);
    JsonNode status = answer.body().path("status");
    String state = status.path("state").asText();
    if (answer.ok() && !state.equals(lastState)) {
      lastState = state;
      tell("monitor checkout: " + state + " (" + status.path("reason").asText() + ")");
    }
  }

  private void incidents() throws IOException, InterruptedException {
    var answer = api.get("TOCSIN_INCIDENT_URL", "/api/v1/incidents?state=all&limit=5");
    for (JsonNode incident : answer.body().path("items")) {
      String id = incident.path("id").asText();
      var timeline = api.get("TOCSIN_INCIDENT_URL", "/api/v1/incidents/" + id + "/timeline");
      for (JsonNode entry : timeline.body().path("items")) {
        once(
            entry.path("id").asText(),
            "incident #%s: %s"
                .formatted(incident.path("number").asText(), entry.path("text").asText()));
      }
      once("link " + id, "look at it: %s/incidents/%s".formatted(api.credential("TOCSIN_URL"), id));
    }
  }

  private void once(String key, String line) {
    if (told.add(key)) {
      tell(line);
    }
  }

  void tell(String line) {
    out.println(LocalTime.now(clock).truncatedTo(ChronoUnit.SECONDS) + "  " + line);
    out.flush();
  }
}
