package dev.tocsin.prober.watch;

import dev.tocsin.events.Alert;
import dev.tocsin.prober.check.ProbeVerdict;
import dev.tocsin.prober.monitor.Monitor;
import dev.tocsin.prober.verdict.MonitorState;
import dev.tocsin.prober.verdict.RegionResult;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Words an alert so that whoever is woken knows what is wrong before opening anything. */
public final class MonitorAlert {
  private static final int MAX_TITLE = 255;

  private final String consoleUrl;

  /** Links lead to {@code consoleUrl}. */
  public MonitorAlert(String consoleUrl) {
    this.consoleUrl = consoleUrl;
  }

  /** The alert of a monitor that went down. */
  public Alert firing(UUID eventId, Monitor monitor, MonitorState state, Instant now) {
    List<Map.Entry<String, RegionResult>> failing =
        state.regions().entrySet().stream()
            .filter(e -> e.getValue().verdict() == ProbeVerdict.BAD)
            .toList();
    String error =
        failing.isEmpty() ? "failed" : Objects.toString(failing.getFirst().getValue().errorClass());
    Map<String, String> labels = labels(monitor);
    labels.put("error_class", error);
    labels.put(
        "regions_failing", String.join(",", failing.stream().map(Map.Entry::getKey).toList()));
    labels.put("quorum", monitor.settings().quorum() + "/" + monitor.settings().regions().size());
    labels.put("first_failure", Objects.toString(state.firstFailure(), state.since().toString()));
    for (Map.Entry<String, RegionResult> region : failing) {
      if (region.getValue().httpStatus() != null) {
        labels.putIfAbsent("http_status", String.valueOf(region.getValue().httpStatus()));
      }
    }
    String title = monitor.settings().name() + " is down: " + state.reason();
    return alert(
        eventId, monitor, Alert.Status.FIRING, title, evidence(monitor, state), labels, now);
  }

  /** The end of the alert: recovered, paused or deleted. */
  public Alert resolved(
      UUID eventId, Monitor monitor, MonitorState before, MonitorState state, Instant now) {
    Instant first = before.firstFailure();
    Map<String, String> labels = labels(monitor);
    String lasted = "";
    if (first != null) {
      Duration down = Duration.between(first, state.since());
      labels.put("first_failure", first.toString());
      labels.put("down_seconds", String.valueOf(Math.max(0, down.toSeconds())));
      lasted = "Down for " + Math.max(0, down.toSeconds()) + " s since " + first + ". ";
    }
    String title = monitor.settings().name() + ": " + state.reason();
    String text = lasted + state.reason() + ".";
    return alert(eventId, monitor, Alert.Status.RESOLVED, title, text, labels, now);
  }

  private Alert alert(
      UUID eventId,
      Monitor monitor,
      Alert.Status status,
      String title,
      String description,
      Map<String, String> labels,
      Instant now) {
    return new Alert(
        eventId.toString(),
        "uptime-prober",
        "monitor:" + monitor.id(),
        status,
        monitor.settings().severity(),
        title.length() <= MAX_TITLE ? title : title.substring(0, MAX_TITLE - 1) + "…",
        description,
        monitor.settings().service(),
        labels,
        List.of(new Alert.Link("Monitor", consoleUrl + "/monitors/" + monitor.id())),
        now);
  }

  private static Map<String, String> labels(Monitor monitor) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("monitor_id", monitor.id());
    labels.put("monitor", monitor.settings().name());
    labels.put("service", monitor.settings().service());
    return labels;
  }

  private static String evidence(Monitor monitor, MonitorState state) {
    StringBuilder text = new StringBuilder();
    text.append(monitor.settings().method()).append(' ').append(monitor.settings().url());
    text.append(" — ").append(state.reason()).append(".\nFirst failure at ");
    text.append(Objects.toString(state.firstFailure(), state.since().toString())).append('.');
    state.regions().forEach((region, result) -> text.append('\n').append(line(region, result)));
    return text.toString();
  }

  private static String line(String region, RegionResult result) {
    long millis = result.latencyNs() / 1_000_000;
    return "%s: %s%s%s after %d ms at %s%s"
        .formatted(
            region,
            result.verdict().wire(),
            optional(", ", result.errorClass()),
            optional(", status ", result.httpStatus()),
            millis,
            result.at(),
            optional(" — ", result.detail()));
  }

  private static String optional(String before, @Nullable Object value) {
    return value == null ? "" : before + value;
  }
}
