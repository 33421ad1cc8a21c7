package dev.tocsin.prober.monitor;

import dev.tocsin.events.Severity;
import dev.tocsin.prober.check.AddressRule;
import dev.tocsin.problem.FieldErrors;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Settings as somebody sent them: perhaps incomplete, perhaps wrong. */
public record MonitorDraft(
    @Nullable String name,
    @Nullable String service,
    @Nullable String url,
    @Nullable String method,
    @Nullable List<@Nullable Integer> expectedStatus,
    @Nullable Integer intervalSeconds,
    @Nullable Integer timeoutMs,
    @Nullable List<@Nullable String> regions,
    @Nullable Integer quorum,
    @Nullable Severity severity) {

  private static final int MAX_URL = 2048;
  private static final int MAX_INTERVAL = 3600;
  private static final int MAX_TIMEOUT = 60_000;
  private static final int DEFAULT_INTERVAL = 60;
  private static final int DEFAULT_TIMEOUT = 5_000;
  private static final int MAX_ITEMS = 20;
  private static final Pattern REGION = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final Pattern LITERAL_ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9a-fA-F:.]+]");

  /**
   * Complete, valid settings; defaults fill what was left out.
   *
   * @throws dev.tocsin.problem.ProblemException 400 with every field that breaks a rule
   */
  public MonitorSettings check() {
    FieldErrors errors = new FieldErrors();
    errors.notBlank("name", name, 120).notBlank("service", service, 120);
    String wantedMethod = Objects.requireNonNullElse(method, "GET");
    errors.require("method", wantedMethod.equals("GET"), "be GET");
    checkUrl(errors);
    List<Integer> statuses = checkStatuses(errors);
    int interval = Objects.requireNonNullElse(intervalSeconds, DEFAULT_INTERVAL);
    errors.range("intervalSeconds", interval, 1, MAX_INTERVAL);
    int longest = Math.min(MAX_TIMEOUT, Math.clamp(interval * 1000L, 1000, MAX_TIMEOUT));
    int timeout = Objects.requireNonNullElse(timeoutMs, Math.min(DEFAULT_TIMEOUT, longest));
    errors.require(
        "timeoutMs",
        timeout >= 100 && timeout <= longest,
        "be a number from 100 to " + longest + " and not exceed the interval");
    List<String> where = checkRegions(errors);
    int needed = Objects.requireNonNullElse(quorum, where.size() / 2 + 1);
    errors.require(
        "quorum",
        where.isEmpty() || (needed >= 1 && needed <= where.size()),
        "be a number from 1 to the number of regions");
    errors.throwIfAny();
    return new MonitorSettings(
        text(name).strip(),
        text(service).strip(),
        text(url),
        wantedMethod,
        statuses,
        interval,
        timeout,
        where,
        needed,
        Objects.requireNonNullElse(severity, Severity.CRITICAL));
  }

  private void checkUrl(FieldErrors errors) {
    if (url == null || url.isBlank() || url.length() > MAX_URL) {
      errors.add("url", "be an http or https address of at most " + MAX_URL + " characters");
      return;
    }
    try {
      URI parsed = new URI(url);
      boolean http =
          "http".equalsIgnoreCase(parsed.getScheme())
              || "https".equalsIgnoreCase(parsed.getScheme());
      errors.require(
          "url", http && parsed.getHost() != null, "be an absolute http or https address");
      errors.require("url", parsed.getRawUserInfo() == null, "not carry a user name or a password");
      errors.require(
          "url", parsed.getPort() <= 65_535 && parsed.getPort() != 0, "have a valid port");
      if (parsed.getHost() != null && LITERAL_ADDRESS.matcher(parsed.getHost()).matches()) {
        String refusal = new AddressRule(true).refusal(InetAddress.getByName(parsed.getHost()));
        errors.require("url", refusal == null, "name another address: " + refusal);
      }
    } catch (URISyntaxException | UnknownHostException malformed) {
      errors.add("url", "be an absolute http or https address");
    }
  }

  private List<Integer> checkStatuses(FieldErrors errors) {
    if (expectedStatus == null) {
      return List.of(200);
    }
    boolean ok =
        !expectedStatus.isEmpty()
            && expectedStatus.size() <= MAX_ITEMS
            && expectedStatus.stream().allMatch(s -> s != null && s >= 100 && s <= 599);
    errors.require("expectedStatus", ok, "list 1 to " + MAX_ITEMS + " numbers from 100 to 599");
    return ok
        ? expectedStatus.stream().filter(Objects::nonNull).distinct().sorted().toList()
        : List.of();
  }

  private List<String> checkRegions(FieldErrors errors) {
    if (regions == null || regions.isEmpty() || regions.size() > MAX_ITEMS) {
      errors.add("regions", "list 1 to " + MAX_ITEMS + " regions");
      return List.of();
    }
    List<String> named = regions.stream().filter(Objects::nonNull).toList();
    boolean ok =
        named.size() == regions.size()
            && named.stream().allMatch(r -> REGION.matcher(r).matches())
            && new HashSet<>(named).size() == named.size();
    errors.require(
        "regions", ok, "be different names of lower-case letters, digits and hyphens, up to 40");
    return ok ? named : List.of();
  }

  /** Only called once the errors were thrown. */
  private static String text(@Nullable String value) {
    return Objects.requireNonNull(value);
  }
}
