package dev.tocsin.logs.query.sql;

import dev.tocsin.access.Caller;
import dev.tocsin.access.KeyAuthentication;
import dev.tocsin.access.Roles;
import dev.tocsin.logs.query.Ask;
import dev.tocsin.logs.segment.QueryHandle;
import dev.tocsin.logs.segment.SegmentConfig;
import dev.tocsin.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** One SELECT over logs, for experts. */
@Path("/api/v1/logs/sql")
@Tag(name = "questions")
public class SqlResource {

  private static final int MAX_SQL = 8192;

  /**
   * A question in SQL.
   *
   * @param sql one SELECT (DuckDB's dialect) over the table logs
   * @param from earliest time, RFC 3339; default one hour before to
   * @param to latest time, RFC 3339; default now
   * @param q only rows that this query finds
   * @param project only this project
   * @param limit rows, 1 to 10000, default 1000
   */
  @Schema(name = "LogSql")
  public record Body(
      @Nullable String sql,
      @Nullable String from,
      @Nullable String to,
      @Nullable String q,
      @Nullable String project,
      @Nullable Integer limit) {}

  /**
   * A result.
   *
   * @param columns names and types
   * @param rows values in the order of the columns
   * @param truncated true when there was more than the limit, or more than 8 MiB
   * @param segments files that could be read
   * @param scannedRows rows in them
   * @param tookMs milliseconds
   */
  @Schema(name = "LogSqlResult")
  public record View(
      List<Column> columns,
      List<List<@Nullable Object>> rows,
      boolean truncated,
      int segments,
      long scannedRows,
      long tookMs) {}

  /**
   * A column.
   *
   * @param name its name
   * @param type DuckDB's type
   */
  @Schema(name = "LogSqlColumn")
  public record Column(String name, String type) {}

  private final SqlStore store;
  private final SegmentConfig config;
  private final Clock clock;

  /** A door for statements. */
  @Inject
  public SqlResource(SqlStore store, SegmentConfig config, Clock clock) {
    this.store = store;
    this.config = config;
    this.clock = clock;
  }

  /** Rows of a SELECT. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.RESPONDER)
  @Operation(
      summary = "Ask in SQL",
      description =
          "Runs one SELECT over the table logs: time, time_ns, level, severity, severity_text,"
              + " service, body, trace_id, span_id, scope, resource, attributes, and one column per"
              + " frequent attribute under its own name. The time range applies to whatever the"
              + " statement says; nothing else can be read and nothing written.")
  @APIResponse(responseCode = "400", description = "Not one valid SELECT over logs")
  @APIResponse(responseCode = "503", description = "Too many or too large questions")
  public View sql(
      @Nullable Body asked,
      @Context SecurityIdentity identity,
      @Context HttpServerResponse connection) {
    var body = asked == null ? new Body(null, null, null, null, null, null) : asked;
    var ask = new Ask(clock.instant());
    Long only =
        ask.project(body.project(), identity.<Caller>getAttribute(KeyAuthentication.CALLER));
    var question = ask.question(only, body.from(), body.to(), null, null, body.q(), null);
    String sql = body.sql() == null ? "" : body.sql();
    ask.errors().notBlank("sql", sql, MAX_SQL);
    int limit = ask.number("limit", body.limit(), 1000, 1, 10_000);
    ask.errors().throwIfAny();

    long start = System.nanoTime();
    var handle = new QueryHandle(config.queryTimeout());
    connection.closeHandler(gone -> handle.cancel());
    try {
      var answer = store.ask(handle, question.scope(), question.expr(), sql, limit);
      var columns =
          java.util.stream.IntStream.range(0, answer.columns().size())
              .mapToObj(i -> new Column(answer.columns().get(i), answer.types().get(i)))
              .toList();
      return new View(
          columns,
          answer.rows(),
          answer.truncated(),
          answer.segments(),
          answer.scannedRows(),
          (System.nanoTime() - start) / 1_000_000);
    } catch (SqlStore.Refused e) {
      throw ProblemException.badRequest(
          "sql", "be a statement that runs; DuckDB says: " + e.getMessage());
    }
  }
}
