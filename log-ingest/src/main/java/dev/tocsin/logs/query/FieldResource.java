package dev.tocsin.logs.query;

import dev.tocsin.access.Caller;
import dev.tocsin.access.KeyAuthentication;
import dev.tocsin.access.Roles;
import dev.tocsin.logs.catalogue.CatalogueQueryStore;
import dev.tocsin.logs.query.engine.CountStore;
import dev.tocsin.logs.query.engine.Select;
import dev.tocsin.logs.query.language.Field;
import dev.tocsin.logs.record.Level;
import dev.tocsin.logs.segment.QueryHandle;
import dev.tocsin.logs.segment.SegmentConfig;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Which services, fields and values there are. */
@Path("/api/v1/logs")
@Tag(name = "questions")
@Produces(MediaType.APPLICATION_JSON)
public class FieldResource {

  private static final int MAX_SERVICES = 1000;

  /**
   * Services, the loudest first.
   *
   * @param items services
   * @param nextCursor always null
   */
  @Schema(name = "LogServices")
  public record Services(List<ServiceView> items, @Nullable String nextCursor) {}

  /**
   * A service.
   *
   * @param name its name
   * @param rows rows in the range
   * @param errors rows at level error or fatal
   */
  @Schema(name = "LogService")
  public record ServiceView(String name, long rows, long errors) {}

  /**
   * Values of a field, the most frequent first.
   *
   * @param field the field
   * @param items its values
   * @param source "counts" when no file was read, "rows" otherwise
   */
  @Schema(name = "LogFacet")
  public record Facet(String field, List<Value> items, String source) {}

  /**
   * A value.
   *
   * @param value as text; null for rows without the field
   * @param count rows with it
   */
  @Schema(name = "LogFacetValue")
  public record Value(@Nullable String value, long count) {}

  /**
   * Fields that rows have.
   *
   * @param items fields, the most frequent first
   * @param sampled number of rows looked at for the shares
   */
  @Schema(name = "LogFields")
  public record Fields(List<FieldView> items, int sampled) {}

  /**
   * A field.
   *
   * @param name as it is typed in a query
   * @param types what its values are: text, integer, decimal, boolean, other
   * @param share part of the sampled rows that have it, 0 to 1
   * @param of attribute or resource
   */
  @Schema(name = "LogField")
  public record FieldView(String name, List<String> types, double share, String of) {}

  private final CatalogueQueryStore catalogue;
  private final CountStore counts;
  private final SearchStore store;
  private final FieldSample sample;
  private final SegmentConfig config;
  private final Clock clock;

  /** A door to what there is. */
  @Inject
  public FieldResource(
      CatalogueQueryStore catalogue,
      CountStore counts,
      SearchStore store,
      FieldSample sample,
      SegmentConfig config,
      Clock clock) {
    this.catalogue = catalogue;
    this.counts = counts;
    this.store = store;
    this.sample = sample;
    this.config = config;
    this.clock = clock;
  }

  /** Services with rows in the range. */
  @GET
  @Path("services")
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "List services",
      description = "At most 1000 services with rows in the range (default: last hour).")
  public Services services(
      @Parameter(description = "Earliest time, RFC 3339") @QueryParam("from") @Nullable String from,
      @Parameter(description = "Latest time, RFC 3339") @QueryParam("to") @Nullable String to,
      @Parameter(description = "Only this project") @QueryParam("project") @Nullable String project,
      @Context SecurityIdentity identity)
      throws SQLException {
    var ask = new Ask(clock.instant());
    Long only = ask.project(project, identity.<Caller>getAttribute(KeyAuthentication.CALLER));
    var scope = ask.question(only, from, to, null, null, null, null).scope();
    ask.errors().throwIfAny();
    var items =
        catalogue.services(only, scope.fromNs(), scope.toNs(), MAX_SERVICES).stream()
            .map(total -> new ServiceView(total.name(), total.rows(), total.errors()))
            .toList();
    return new Services(items, null);
  }

  /** The most frequent values of a field. */
  @GET
  @Path("facets")
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "Top values of a field",
      description =
          "How often each value of a field occurs among the rows a query finds. Services and levels"
              + " come from counts kept per ten seconds where the query speaks of nothing else; the"
              + " range is then widened to whole slots.")
  public Facet facets(
      @Parameter(description = "level, service, or the name of a field", required = true)
          @QueryParam("field")
          @Nullable String name,
      @Parameter(description = "Earliest time, RFC 3339") @QueryParam("from") @Nullable String from,
      @Parameter(description = "Latest time, RFC 3339") @QueryParam("to") @Nullable String to,
      @Parameter(description = "Query") @QueryParam("q") @Nullable String text,
      @Parameter(description = "Only this project") @QueryParam("project") @Nullable String project,
      @Parameter(description = "Values, 1 to 1000, default 10") @QueryParam("limit")
          @Nullable Integer limit,
      @Context SecurityIdentity identity,
      @Context HttpServerResponse connection)
      throws SQLException {
    var ask = new Ask(clock.instant());
    Long only = ask.project(project, identity.<Caller>getAttribute(KeyAuthentication.CALLER));
    Question question = ask.question(only, from, to, null, null, text, null);
    int most = ask.number("limit", limit, 10, 1, 1000);
    Field field = ask.field("field", name);
    ask.errors().throwIfAny();
    boolean level = "level".equals(name);
    String shown = String.valueOf(name);
    if (level || field instanceof Field.Service) {
      var cells = counts.cells(question.scope(), question.expr(), Integer.MAX_VALUE, !level);
      if (cells != null) {
        return new Facet(shown, top(cells, level, most), "counts");
      }
    }
    var handle = new QueryHandle(config.queryTimeout());
    connection.closeHandler(gone -> handle.cancel());
    Select value =
        level || field == null ? Select.of("((severity + 3) // 4)::VARCHAR") : Select.text(field);
    var items =
        store.values(handle, question, value, most).stream()
            .map(one -> new Value(level ? label(one.value()) : one.value(), one.count()))
            .toList();
    return new Facet(shown, items, "rows");
  }

  /** Fields of the rows that a query finds. */
  @GET
  @Path("fields")
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "List fields",
      description =
          "Attributes and resource attributes with their types and how many of the newest 1000 rows"
              + " have them; fields with columns of their own are listed even when the sample has"
              + " none.")
  public Fields fields(
      @Parameter(description = "Earliest time, RFC 3339") @QueryParam("from") @Nullable String from,
      @Parameter(description = "Latest time, RFC 3339") @QueryParam("to") @Nullable String to,
      @Parameter(description = "Query") @QueryParam("q") @Nullable String text,
      @Parameter(description = "Only this project") @QueryParam("project") @Nullable String project,
      @Context SecurityIdentity identity,
      @Context HttpServerResponse connection) {
    var ask = new Ask(clock.instant());
    Long only = ask.project(project, identity.<Caller>getAttribute(KeyAuthentication.CALLER));
    Question question = ask.question(only, from, to, null, null, text, null);
    ask.errors().throwIfAny();
    var handle = new QueryHandle(config.queryTimeout());
    connection.closeHandler(gone -> handle.cancel());
    return sample.fields(handle, question);
  }

  private static List<Value> top(List<CountStore.Cell> cells, boolean level, int most) {
    var sums = new TreeMap<String, Long>();
    for (var cell : cells) {
      String key = level ? label(Integer.toString(cell.level())) : cell.service();
      sums.merge(key, cell.count(), Long::sum);
    }
    return sums.entrySet().stream()
        .map(entry -> new Value(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingLong(Value::count).reversed())
        .limit(most)
        .toList();
  }

  private static String label(@Nullable String number) {
    int level = number == null ? 0 : Integer.parseInt(number);
    return level == 0 ? "unknown" : Level.values()[level - 1].label();
  }
}
