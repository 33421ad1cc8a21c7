package dev.tocsin.prober.status;

import dev.tocsin.access.Roles;
import dev.tocsin.events.Severity;
import dev.tocsin.outbox.OutboxRelay;
import dev.tocsin.prober.monitor.Monitor;
import dev.tocsin.prober.monitor.MonitorDraft;
import dev.tocsin.prober.monitor.MonitorSettings;
import dev.tocsin.prober.result.ProbeRecord;
import dev.tocsin.prober.status.StatusStore.Known;
import dev.tocsin.prober.verdict.RegionResult;
import dev.tocsin.prober.verdict.Status;
import dev.tocsin.prober.work.WorkSweepJob;
import dev.tocsin.problem.FieldErrors;
import dev.tocsin.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Monitors: what is watched, and what is known about it. */
@Path("/api/v1/monitors")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "monitors")
public class MonitorResource {
  private static final int MAX_PAGE = 500;
  private static final int MAX_RESULTS = 1000;
  private static final int RECENT = 60;

  private final StatusStore store;
  private final WorkSweepJob sweep;
  private final OutboxRelay outbox;

  MonitorResource(StatusStore store, WorkSweepJob sweep, OutboxRelay outbox) {
    this.store = store;
    this.sweep = sweep;
    this.outbox = outbox;
  }

  /** A page of monitors, by name. */
  @Schema(name = "MonitorPage")
  public record Monitors(List<View> items, @Nullable String nextCursor) {}

  /** A page of results, newest first. */
  @Schema(name = "ResultPage")
  public record Results(List<ResultView> items, @Nullable String nextCursor) {}

  /**
   * A monitor with its verdict.
   *
   * @param uptime24h the last 24 hours
   * @param recent latest results, newest first; only in the detail
   */
  @Schema(name = "Monitor")
  public record View(
      String id,
      String name,
      String service,
      String url,
      String method,
      List<Integer> expectedStatus,
      int intervalSeconds,
      int timeoutMs,
      List<String> regions,
      int quorum,
      Severity severity,
      Instant createdAt,
      Verdict status,
      Figure uptime24h,
      @Nullable List<Recent> recent) {}

  /**
   * The verdict.
   *
   * @param since when this state began; a downtime begins at its first failure
   */
  @Schema(name = "MonitorStatus")
  public record Verdict(Status state, Instant since, String reason, List<RegionView> regions) {}

  /** The latest result of a region; {@code verdict} is good, bad or unknown. */
  @Schema(name = "RegionResult")
  public record RegionView(
      String region,
      String verdict,
      @Nullable Instant at,
      @Nullable Double latencyMs,
      @Nullable String errorClass) {}

  /**
   * Uptime, weighted by time.
   *
   * @param ratio up / (up + down), from 0 to 1; absent when nothing was measured
   * @param coverage measured / 24 hours, from 0 to 1
   */
  @Schema(name = "UptimeFigure")
  public record Figure(@Nullable Double ratio, double coverage) {}

  /** One result in short. */
  @Schema(name = "RecentResult")
  public record Recent(Instant at, String verdict, double latencyMs, String region) {}

  /** One result; durations in milliseconds. */
  @Schema(name = "Result")
  public record ResultView(
      String eventId,
      Instant at,
      Instant startedAt,
      String region,
      String agent,
      String verdict,
      @Nullable String errorClass,
      @Nullable Integer httpStatus,
      @Nullable String detail,
      double latencyMs,
      double lagMs,
      Map<String, Double> phasesMs,
      boolean maintenance,
      boolean controlOk) {}

  /** Creates a monitor. */
  @POST
  @RolesAllowed(Roles.MANAGER)
  @Operation(
      summary = "Create a monitor",
      description =
          "201 with the monitor. Its regions probe it at once, so the first verdict does not wait for"
              + " the interval. 400 names every wrong field; 409 when the name is taken.")
  public RestResponse<View> create(@Nullable MonitorDraft draft) throws SQLException {
    Known known = store.create(checked(draft));
    sweep.wake();
    return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, view(known, null))
        .location(URI.create("/api/v1/monitors/" + known.monitor().id()))
        .build();
  }

  /** Lists monitors by name. */
  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "List monitors", description = "By name; `limit` from 1 to 500.")
  public Monitors list(
      @QueryParam("service") @Nullable String service,
      @QueryParam("limit") @DefaultValue("100") int limit,
      @QueryParam("cursor") @Nullable String cursor)
      throws SQLException {
    new FieldErrors().range("limit", limit, 1, MAX_PAGE).throwIfAny();
    List<Known> found = store.page(service, cursor == null ? null : decode(cursor), limit + 1);
    boolean more = found.size() > limit;
    List<Known> page = more ? found.subList(0, limit) : found;
    return new Monitors(
        page.stream().map(known -> view(known, null)).toList(),
        more ? encode(page.getLast().monitor().settings().name()) : null);
  }

  /** One monitor with recent results. */
  @GET
  @Path("{id}")
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "Get a monitor", description = "With its latest 60 results.")
  public View get(String id) throws SQLException {
    List<Recent> recent =
        store.results(id, RECENT).stream()
            .map(
                r ->
                    new Recent(
                        r.intended(),
                        r.result().verdict().wire(),
                        millis(r.result().phases().total()),
                        r.region()))
            .toList();
    return view(store.get(id), recent);
  }

  /** Replaces the settings. */
  @PUT
  @Path("{id}")
  @RolesAllowed(Roles.MANAGER)
  @Operation(
      summary = "Replace a monitor's settings",
      description =
          "Earlier results no longer count for the verdict; its regions probe it at once.")
  public View update(String id, @Nullable MonitorDraft draft) throws SQLException {
    return changed(store.update(id, checked(draft)));
  }

  /** Deletes the monitor. */
  @DELETE
  @Path("{id}")
  @RolesAllowed(Roles.MANAGER)
  @Operation(
      summary = "Delete a monitor",
      description =
          "204. An open alert of it is resolved; results stay until their day is dropped.")
  public void delete(String id) throws SQLException {
    store.delete(id);
    sweep.wake();
    outbox.wake();
  }

  /** Stops probing. */
  @POST
  @Path("{id}/pause")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed(Roles.RESPONDER)
  @Operation(summary = "Pause a monitor", description = "An open alert of it is resolved.")
  public View pause(String id) throws SQLException {
    return changed(store.pause(id, true));
  }

  /** Starts probing again. */
  @POST
  @Path("{id}/resume")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed(Roles.RESPONDER)
  @Operation(summary = "Resume a monitor", description = "Its regions probe it at once.")
  public View resume(String id) throws SQLException {
    return changed(store.pause(id, false));
  }

  /** Latest results. */
  @GET
  @Path("{id}/results")
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "Latest results of a monitor",
      description = "Newest first; `limit` from 1 to 1000.")
  public Results results(String id, @QueryParam("limit") @DefaultValue("50") int limit)
      throws SQLException {
    new FieldErrors().range("limit", limit, 1, MAX_RESULTS).throwIfAny();
    return new Results(
        store.results(id, limit).stream().map(MonitorResource::result).toList(), null);
  }

  private View changed(Known known) {
    sweep.wake();
    outbox.wake();
    return view(known, null);
  }

  private static MonitorSettings checked(@Nullable MonitorDraft draft) {
    if (draft == null) {
      throw ProblemException.badRequest("(body)", "be a monitor");
    }
    return draft.check();
  }

  private static View view(Known known, @Nullable List<Recent> recent) {
    Monitor monitor = known.monitor();
    MonitorSettings s = monitor.settings();
    List<RegionView> regions =
        s.regions().stream()
            .map(region -> regionView(region, known.state().regions().get(region)))
            .toList();
    return new View(
        monitor.id(),
        s.name(),
        s.service(),
        s.url(),
        s.method(),
        s.expectedStatus(),
        s.intervalSeconds(),
        s.timeoutMs(),
        s.regions(),
        s.quorum(),
        s.severity(),
        monitor.createdAt(),
        new Verdict(known.state().status(), known.state().since(), known.state().reason(), regions),
        new Figure(known.day().ratio(), known.day().coverage()),
        recent);
  }

  private static RegionView regionView(String region, @Nullable RegionResult result) {
    return result == null
        ? new RegionView(region, "unknown", null, null, null)
        : new RegionView(
            region,
            result.verdict().wire(),
            result.at(),
            millis(result.latencyNs()),
            result.errorClass());
  }

  private static ResultView result(ProbeRecord r) {
    var phases = r.result().phases();
    return new ResultView(
        r.eventId().toString(),
        r.intended(),
        r.start(),
        r.region(),
        r.agent(),
        r.result().verdict().wire(),
        r.result().errorClass(),
        r.result().httpStatus(),
        r.result().detail(),
        millis(phases.total()),
        millis(r.lagNs()),
        Map.of(
            "dns", millis(phases.dns()),
            "connect", millis(phases.connect()),
            "tls", millis(phases.tls()),
            "send", millis(phases.send()),
            "await", millis(phases.await()),
            "transfer", millis(phases.transfer())),
        r.maintenance(),
        r.controlOk());
  }

  private static double millis(long nanos) {
    return Math.round(nanos / 1_000.0) / 1_000.0;
  }

  private static String encode(String name) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(name.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest("cursor", "be a cursor from an earlier page");
    }
  }
}
