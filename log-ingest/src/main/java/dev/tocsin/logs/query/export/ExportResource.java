package dev.tocsin.logs.query.export;

import dev.tocsin.access.Roles;
import dev.tocsin.logs.query.Ask;
import dev.tocsin.logs.query.Cursor;
import dev.tocsin.logs.query.Question;
import dev.tocsin.logs.query.SearchResource.Wanted;
import dev.tocsin.logs.segment.Place;
import dev.tocsin.logs.segment.QueryHandle;
import dev.tocsin.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPOutputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Everything a question finds, as a file. */
@Path("/api/v1/logs/export")
@Tag(name = "questions")
public class ExportResource {

  /** An export holds a thread until it ends. */
  private static final int AT_ONCE = 3;

  private final ExportStore store;
  private final Clock clock;
  private final Semaphore free = new Semaphore(AT_ONCE);

  /** A door to the stored logs. */
  @Inject
  public ExportResource(ExportStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Rows without a limit. */
  @GET
  @Blocking
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "Export logs",
      description =
          "Everything that a query finds in a time range, oldest first unless asked otherwise, as"
              + " NDJSON, CSV (RFC 4180) or Parquet, without a limit on rows. NDJSON and CSV are"
              + " streamed; each row ends with a cursor, and an export that broke off goes on"
              + " behind the last row that arrived when that cursor is given. An answer that ends"
              + " regularly is whole; otherwise the connection breaks. Parquet has one column per"
              + " frequent attribute and is not resumable. Send Accept-Encoding: gzip for NDJSON"
              + " and CSV in a tenth of the size.")
  @APIResponse(responseCode = "200", description = "The rows")
  @APIResponse(responseCode = "400", description = "A parameter breaks a rule; all are named")
  @APIResponse(responseCode = "413", description = "Too much for one Parquet file")
  @APIResponse(responseCode = "429", description = "Other exports run; try after Retry-After")
  public Response export(
      @BeanParam Wanted wanted,
      @Parameter(description = "ndjson (default), csv or parquet") @QueryParam("format")
          @Nullable String form,
      @Parameter(description = "cursor of the last row that arrived; not for parquet")
          @QueryParam("cursor")
          @Nullable String cursor,
      @Parameter(description = "asc (default) or desc; not for parquet") @QueryParam("order")
          @Nullable String order,
      @HeaderParam(HttpHeaders.ACCEPT_ENCODING) @Nullable String encodings,
      @Context SecurityIdentity identity,
      @Context HttpServerResponse connection)
      throws IOException {
    var ask = new Ask(clock.instant());
    Question question = wanted.question(ask, identity);
    Format format = Format.of(form);
    ask.errors().require("format", format != null, "be ndjson, csv or parquet");
    Place after = cursor == null || cursor.isBlank() ? null : Cursor.read(cursor);
    boolean resumed = cursor != null && !cursor.isBlank();
    ask.errors().require("cursor", resumed == (after != null), "be the cursor of an exported row");
    ask.errors()
        .require("cursor", !resumed || format != Format.PARQUET, "not be given with parquet");
    boolean descending = ask.descending(order == null ? "asc" : order);
    ask.errors().throwIfAny();
    if (format == null) {
      throw new IllegalStateException("checked above");
    }

    if (!free.tryAcquire()) {
      throw ProblemException.tooMany(
          "Other exports are running; this service does " + AT_ONCE + " at a time.",
          Duration.ofSeconds(10));
    }
    if (format == Format.PARQUET) {
      return parquet(question, connection);
    }
    boolean zip = encodings != null && encodings.contains("gzip");
    StreamingOutput rows =
        raw -> {
          try (OutputStream out =
              zip ? new GZIPOutputStream(raw, 1 << 16) : new BufferedOutputStream(raw, 1 << 16)) {
            store.write(question, after, descending, format, out);
          } finally {
            free.release();
          }
        };
    var answer = answer(rows, format);
    return (zip ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip") : answer).build();
  }

  private Response parquet(Question question, HttpServerResponse connection) throws IOException {
    java.nio.file.Path file;
    try {
      QueryHandle handle = ExportStore.handle();
      connection.closeHandler(gone -> handle.cancel());
      file = store.parquet(handle, question);
    } catch (RuntimeException | IOException e) {
      free.release();
      throw e;
    }
    StreamingOutput bytes =
        out -> {
          try {
            Files.copy(file, out);
          } finally {
            Files.deleteIfExists(file);
            free.release();
          }
        };
    return answer(bytes, Format.PARQUET)
        .header(HttpHeaders.CONTENT_LENGTH, Files.size(file))
        .build();
  }

  private static Response.ResponseBuilder answer(StreamingOutput body, Format format) {
    return Response.ok(body)
        .type(format.mediaType())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"logs." + format.extension() + "\"");
  }
}
