package dev.tocsin.prober.region;

import dev.tocsin.access.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Which regions have agents. */
@Path("/api/v1/regions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@Tag(name = "regions")
public class RegionResource {
  private static final Duration HEALTHY = Duration.ofSeconds(30);
  private static final Duration LISTED = Duration.ofDays(7);

  private final RegionStore store;
  private final Clock clock;

  RegionResource(RegionStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** A page of regions; there is always just one. */
  @Schema(name = "RegionPage")
  public record Regions(List<View> items, @Nullable String nextCursor) {}

  /**
   * A region.
   *
   * @param agents agents heard within the last 30 seconds
   * @param lastSeen when any of its agents was last heard
   * @param healthy at least one agent was heard within the last 30 seconds
   */
  @Schema(name = "Region")
  public record View(String region, int agents, Instant lastSeen, boolean healthy) {}

  /** Every region heard within seven days. */
  @GET
  @Operation(
      summary = "List regions",
      description = "Regions whose agents were heard within seven days; healthy within 30 seconds.")
  public Regions list() throws SQLException {
    Instant now = clock.instant();
    Map<String, List<RegionStore.Seen>> byRegion =
        store.since(now.minus(LISTED)).stream()
            .collect(
                Collectors.groupingBy(RegionStore.Seen::region, TreeMap::new, Collectors.toList()));
    return new Regions(
        byRegion.entrySet().stream().map(e -> view(e.getKey(), e.getValue(), now)).toList(), null);
  }

  private static View view(String region, List<RegionStore.Seen> agents, Instant now) {
    Instant last =
        agents.stream().map(RegionStore.Seen::lastSeen).max(Instant::compareTo).orElse(now);
    Instant limit = now.minus(HEALTHY);
    int alive = (int) agents.stream().filter(a -> !a.lastSeen().isBefore(limit)).count();
    return new View(region, alive, last, alive > 0);
  }
}
