package dev.tocsin.logs.intake.otlp;

import dev.tocsin.logs.intake.BodyBytes;
import dev.tocsin.logs.intake.IntakeGate;
import dev.tocsin.logs.intake.IntakeOutcome;
import dev.tocsin.logs.intake.IntakePublisher;
import dev.tocsin.logs.intake.IntakeRequest;
import dev.tocsin.logs.intake.Sender;
import dev.tocsin.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** OTLP/HTTP logs. Every answer, errors too, has the content type of the request. */
@Path("/")
@Tag(name = "intake")
public class OtlpResource {

  private static final Logger LOG = Logger.getLogger(OtlpResource.class);
  private static final String FORMAT = "OTLP in the declared content type";
  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);
  private static final int INVALID_ARGUMENT = 3;
  private static final int PERMISSION_DENIED = 7;
  private static final int RESOURCE_EXHAUSTED = 8;
  private static final int UNAVAILABLE = 14;
  private static final int UNAUTHENTICATED = 16;

  private final IntakeGate gate;
  private final IntakePublisher intake;

  /** A door into the shared intake. */
  @Inject
  public OtlpResource(IntakeGate gate, IntakePublisher intake) {
    this.gate = gate;
    this.intake = intake;
  }

  /** OTLP at its standard path. */
  @POST
  @Path("v1/logs")
  @RunOnVirtualThread
  @Operation(
      summary = "Take in logs by OTLP/HTTP",
      description =
          "ExportLogsServiceRequest as application/x-protobuf or application/json, plain, gzip,"
              + " deflate or zstd, at most 20 MiB after decompression. Needs an ingest key (Bearer,"
              + " X-Tocsin-Key or Basic password). 200 means durable. Records that are too large,"
              + " too old or in the future are reported as partial success.")
  @APIResponse(responseCode = "200", description = "Durable, or durable but for the rejected ones")
  @APIResponse(responseCode = "400", description = "Not such a request; do not send it again")
  @APIResponse(responseCode = "401", description = "No valid key")
  @APIResponse(responseCode = "403", description = "A key, but not an ingest key")
  @APIResponse(responseCode = "413", description = "Too large after decompression")
  @APIResponse(responseCode = "415", description = "Another content type or encoding")
  @APIResponse(responseCode = "503", description = "Send it again after Retry-After")
  public Response logs(@Context HttpHeaders headers, InputStream body) {
    return answer(headers, body);
  }

  /** The same door for collectors whose endpoint has a path, often {@code /otlp}. */
  @POST
  @Path("{prefix}/v1/logs")
  @RunOnVirtualThread
  @Operation(summary = "Take in logs by OTLP/HTTP (same as /v1/logs)")
  public Response prefixed(
      @Parameter(description = "Anything, for instance otlp") @PathParam("prefix") String prefix,
      @Context HttpHeaders headers,
      InputStream body) {
    return answer(headers, body);
  }

  private Response answer(HttpHeaders headers, InputStream body) {
    OtlpReply form = form(headers.getHeaderString(HttpHeaders.CONTENT_TYPE));
    OtlpReply reply = form == null ? OtlpReply.JSON : form;
    try {
      if (form == null) {
        throw ProblemException.unsupportedMedia("Send application/x-protobuf or application/json.");
      }
      IntakeOutcome outcome = take(headers, body, form);
      return Response.ok(reply.success(outcome), reply.mediaType()).build();
    } catch (ProblemException problem) {
      return refusal(reply, problem);
    } catch (RuntimeException e) {
      // A client gives up after a 500: nothing that may pass is answered with one.
      LOG.error("an OTLP request could not be taken in", e);
      return refusal(
          reply, ProblemException.unavailable("Logs are not taken in at the moment.", TRY_AGAIN));
    }
  }

  private IntakeOutcome take(HttpHeaders headers, InputStream body, OtlpReply form) {
    var sender =
        gate.sender(
            headers.getHeaderString(HttpHeaders.AUTHORIZATION),
            headers.getHeaderString("X-Tocsin-Key"));
    String key = headers.getHeaderString("Idempotency-Key");
    return intake.once(
        IntakeOutcome.class, sender.project(), key, () -> take(sender, key, headers, body, form));
  }

  private IntakeOutcome take(
      Sender sender, @Nullable String key, HttpHeaders headers, InputStream body, OtlpReply form) {
    String encoding = headers.getHeaderString(HttpHeaders.CONTENT_ENCODING);
    try (var share =
        gate.admit(sender, encoding, headers.getHeaderString(HttpHeaders.CONTENT_LENGTH))) {
      IntakeRequest request = intake.begin(sender.project(), "otlp");
      request.idempotencyKey(key);
      try (var bytes = gate.readAll(body, encoding, share, FORMAT)) {
        add(form, bytes, request);
      }
      return intake.publish(request);
    }
  }

  private static void add(OtlpReply form, BodyBytes body, IntakeRequest request) {
    try {
      byte[] protobuf = body.bytes();
      int size = body.size();
      if (form == OtlpReply.JSON && size > 0) {
        protobuf = OtlpJson.read(protobuf, size).toByteArray();
        size = protobuf.length;
      }
      new OtlpWalk(request, request.redaction(), protobuf).read(size);
    } catch (Wire.Malformed | IOException e) {
      throw ProblemException.badRequest("(body)", "be valid " + FORMAT);
    }
  }

  private static @Nullable OtlpReply form(@Nullable String contentType) {
    String type =
        contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return switch (type) {
      case "application/x-protobuf", "application/protobuf" -> OtlpReply.PROTOBUF;
      case "application/json" -> OtlpReply.JSON;
      default -> null;
    };
  }

  private static Response refusal(OtlpReply reply, ProblemException thrown) {
    var problem = thrown.problem();
    int code =
        switch (problem.status()) {
          case 401 -> UNAUTHENTICATED;
          case 403 -> PERMISSION_DENIED;
          case 413, 429 -> RESOURCE_EXHAUSTED;
          case 503 -> UNAVAILABLE;
          default -> INVALID_ARGUMENT;
        };
    var response =
        Response.status(problem.status())
            .type(reply.mediaType())
            .entity(reply.status(code, problem.detail()));
    Duration retryAfter = thrown.retryAfter();
    if (retryAfter != null) {
      response.header(HttpHeaders.RETRY_AFTER, Math.max(1, retryAfter.toSeconds()));
    }
    if (problem.status() == 401) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    return response.build();
  }
}
