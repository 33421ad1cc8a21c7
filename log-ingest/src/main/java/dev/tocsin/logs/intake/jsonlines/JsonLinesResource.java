package dev.tocsin.logs.intake.jsonlines;

import dev.tocsin.logs.intake.IntakeGate;
import dev.tocsin.logs.intake.IntakeOutcome;
import dev.tocsin.logs.intake.IntakePublisher;
import dev.tocsin.logs.intake.IntakeRequest;
import dev.tocsin.logs.intake.Sender;
import dev.tocsin.problem.FieldErrors;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** JSON lines and JSON arrays from anything that can POST. */
@Path("/api/v1/logs")
@Tag(name = "intake")
public class JsonLinesResource {

  /**
   * What became of the lines.
   *
   * @param accepted lines that are durable
   * @param rejected lines that were refused
   * @param errors the first 100 refused lines
   */
  @Schema(name = "JsonLinesAnswer")
  public record Answer(int accepted, int rejected, List<Refused> errors) {}

  /**
   * A refused line.
   *
   * @param line number of the line, or of the array's item, from 1
   * @param reason why it was refused
   */
  @Schema(name = "RefusedLine")
  public record Refused(int line, String reason) {}

  private final IntakeGate gate;
  private final IntakePublisher intake;

  /** A door into the shared intake. */
  @Inject
  public JsonLinesResource(IntakeGate gate, IntakePublisher intake) {
    this.gate = gate;
    this.intake = intake;
  }

  /** Takes lines in. */
  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @RunOnVirtualThread
  @Operation(
      summary = "Take in JSON lines or a JSON array",
      description =
          "One JSON object per line, or one array of objects; plain, gzip, deflate or zstd, at most 20 MiB"
              + " after decompression. Needs an ingest key. Time, message, level, service, trace"
              + " and span are found under their usual names; everything else becomes attributes."
              + " 200 means that the accepted lines are durable; 400 that no line was usable.")
  @APIResponse(responseCode = "400", description = "No line was usable; each is named")
  @APIResponse(responseCode = "401", description = "No valid key")
  @APIResponse(responseCode = "403", description = "A key, but not an ingest key")
  @APIResponse(responseCode = "413", description = "Too large after decompression")
  @APIResponse(responseCode = "415", description = "Unknown Content-Encoding")
  @APIResponse(responseCode = "503", description = "Send it again after Retry-After")
  public Answer logs(
      @Parameter(description = "Service of lines that name none") @QueryParam("service")
          @Nullable String service,
      @Parameter(description = "Field to look for the time in first") @QueryParam("timeField")
          @Nullable String timeField,
      @Parameter(description = "Field to look for the message in first") @QueryParam("messageField")
          @Nullable String messageField,
      @Parameter(description = "Field to look for the level in first") @QueryParam("levelField")
          @Nullable String levelField,
      @Parameter(description = "Field to look for the service in first") @QueryParam("serviceField")
          @Nullable String serviceField,
      @Context HttpHeaders headers,
      InputStream body) {
    var sender =
        gate.sender(
            headers.getHeaderString(HttpHeaders.AUTHORIZATION),
            headers.getHeaderString("X-Tocsin-Key"));
    var names = FieldNames.with(timeField, messageField, levelField, serviceField);
    String key = headers.getHeaderString("Idempotency-Key");
    return intake.once(
        Answer.class,
        sender.project(),
        key,
        () -> take(sender, key, names, service, headers, body));
  }

  private Answer take(
      Sender sender,
      @Nullable String key,
      FieldNames names,
      @Nullable String service,
      HttpHeaders headers,
      InputStream body) {
    String encoding = headers.getHeaderString(HttpHeaders.CONTENT_ENCODING);
    try (var share =
        gate.admit(sender, encoding, headers.getHeaderString(HttpHeaders.CONTENT_LENGTH))) {
      IntakeRequest request = intake.begin(sender.project(), "jsonlines");
      request.idempotencyKey(key);
      var lines = new JsonLines(request, names, service);
      try (var bytes = gate.readAll(body, encoding, share, "JSON lines or a JSON array")) {
        lines.read(bytes.bytes(), bytes.size());
      }
      return answer(intake.publish(request), lines.errors());
    }
  }

  private static Answer answer(IntakeOutcome outcome, List<JsonLines.LineError> errors) {
    if (outcome.accepted() == 0 && outcome.rejected() > 0) {
      var fields = new FieldErrors();
      errors.forEach(error -> fields.add("line " + error.line(), error.reason().rule()));
      fields.throwIfAny();
    }
    var refused = errors.stream().map(e -> new Refused(e.line(), e.reason().text())).toList();
    return new Answer(outcome.accepted(), outcome.rejected(), refused);
  }
}
