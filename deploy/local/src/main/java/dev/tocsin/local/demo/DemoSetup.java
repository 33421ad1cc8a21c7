package dev.tocsin.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** What the demo needs: a monitor, an SLO and a rule that rings. May run again and again. */
public final class DemoSetup {

  private static final String MONITOR_NAME = "checkout";

  private final PlatformApi api;

  /** On the platform behind {@code api}. */
  public DemoSetup(PlatformApi api) {
    this.api = api;
  }

  /**
   * Creates what is missing, for a shop at {@code shopUrl}.
   *
   * @throws IllegalStateException when a service refuses
   */
  public void run(String shopUrl) throws IOException, InterruptedException {
    String known = monitor();
    String monitor = known.isEmpty() ? createMonitor(shopUrl) : known;
    expect(
        "the SLO",
        api.send("POST", "TOCSIN_SLO_URL", "/api/v1/slos", "application/yaml", slo(monitor)),
        409);
    expect(
        "the exception rule",
        api.send(
            "PUT",
            "TOCSIN_EXCEPTIONS_URL",
            "/api/v1/projects/1/rules",
            """
            {"newIssueRings":true,"severity":"error","service":"shop","environments":["demo"]}"""));
  }

  /** The id of the shop's monitor; empty before the set-up. */
  public String monitor() throws IOException, InterruptedException {
    var monitors = api.get("TOCSIN_PROBER_URL", "/api/v1/monitors");
    expect("the list of monitors", monitors);
    for (JsonNode monitor : monitors.body().path("items")) {
      if (MONITOR_NAME.equals(monitor.path("name").asText())) {
        return monitor.path("id").asText();
      }
    }
    return "";
  }

  private String createMonitor(String shopUrl) throws IOException, InterruptedException {
    var created =
        api.send(
            "POST",
            "TOCSIN_PROBER_URL",
            "/api/v1/monitors",
            """
            {"name":"%s","service":"shop","url":"%s/checkout","method":"GET","expectedStatus":[200],
             "intervalSeconds":10,"timeoutMs":3000,"regions":["eu-west","us-east","ap-south"],
             "quorum":2,"severity":"critical"}"""
                .formatted(MONITOR_NAME, shopUrl));
    expect("the monitor", created);
    return created.body().path("id").asText();
  }

  private static String slo(String monitor) {
    return """
        apiVersion: openslo/v1
        kind: SLO
        metadata:
          name: checkout-availability
          displayName: Checkout answers
        spec:
          description: Customers can check out.
          service: shop
          indicator:
            metadata:
              name: checkout-probes
            spec:
              ratioMetric:
                counter: true
                good:
                  metricSource:
                    type: tocsin-monitor
                    spec:
                      monitor: "%s"
                total:
                  metricSource:
                    type: tocsin-monitor
                    spec:
                      monitor: "%s"
          timeWindow:
            - duration: 30d
              isRolling: true
          budgetingMethod: Occurrences
          objectives:
            - displayName: available
              target: 0.99
        """
        .formatted(monitor, monitor);
  }

  private static void expect(String what, PlatformApi.Answer answer, int... alsoFine) {
    for (int status : alsoFine) {
      if (answer.status() == status) {
        return;
      }
    }
    if (!answer.ok()) {
      throw new IllegalStateException(
          what + " was answered with " + answer.status() + ": " + answer.body());
    }
  }
}
