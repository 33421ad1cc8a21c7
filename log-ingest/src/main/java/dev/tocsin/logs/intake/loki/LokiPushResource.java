package dev.tocsin.logs.intake.loki;

import dev.tocsin.logs.intake.IntakeConfig;
import dev.tocsin.logs.intake.IntakeGate;
import dev.tocsin.logs.intake.IntakePublisher;
import dev.tocsin.logs.intake.MemoryBudget;
import dev.tocsin.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Loki's push door: what its agents and libraries send, answered the way they expect. */
@Path("/")
@Tag(name = "intake")
public class LokiPushResource {

  private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

  private final IntakeGate gate;
  private final IntakePublisher intake;
  private final long maxBody;

  /** A door into the shared intake. */
  @Inject
  public LokiPushResource(IntakeGate gate, IntakePublisher intake, IntakeConfig config) {
    this.gate = gate;
    this.intake = intake;
    this.maxBody = config.maxBody().asLongValue();
  }

  /** Takes streams in. */
  @POST
  @Path("loki/api/v1/push")
  @RunOnVirtualThread
  @Operation(
      summary = "Take in a Loki push request",
      description =
          "JSON (plain, gzip, deflate, zstd) or protobuf in a snappy block, at most 20 MiB after"
              + " decompression, structured metadata included. Labels become resource attributes."
              + " The level is taken from the labels, the metadata, or the line. Needs an ingest"
              + " key (Basic password, Bearer or X-Tocsin-Key); X-Scope-OrgID is ignored. A bad"
              + " entry goes to the dead letters and never costs the others.")
  @APIResponse(responseCode = "204", description = "Durable, but for entries that were refused")
  @APIResponse(responseCode = "400", description = "Not a push request; do not send it again")
  @APIResponse(responseCode = "401", description = "No valid key")
  @APIResponse(responseCode = "403", description = "A key, but not an ingest key")
  @APIResponse(responseCode = "413", description = "Too large after decompression")
  @APIResponse(responseCode = "415", description = "Unknown Content-Encoding")
  @APIResponse(responseCode = "503", description = "Send it again after Retry-After")
  public Response push(@Context HttpHeaders headers, InputStream body) {
    return answer(headers, body);
  }

  /** The same door for agents of before Loki 1.0. */
  @POST
  @Path("api/prom/push")
  @RunOnVirtualThread
  @Operation(summary = "Take in a Loki push request (same as /loki/api/v1/push)")
  public Response oldPush(@Context HttpHeaders headers, InputStream body) {
    return answer(headers, body);
  }

  /** Agents ask this before their first push. */
  @GET
  @Path("ready")
  @Operation(summary = "Whether pushes are taken in")
  public Response ready() {
    return Response.ok("ready\n", MediaType.TEXT_PLAIN_TYPE).build();
  }

  private Response answer(HttpHeaders headers, InputStream body) {
    try {
      take(headers, body);
      return Response.noContent().build();
    } catch (ProblemException problem) {
      return refusal(problem);
    }
  }

  private void take(HttpHeaders headers, InputStream body) {
    var sender =
        gate.sender(
            headers.getHeaderString(HttpHeaders.AUTHORIZATION),
            headers.getHeaderString("X-Tocsin-Key"));
    boolean json = isJson(headers.getHeaderString(HttpHeaders.CONTENT_TYPE));
    String encoding = headers.getHeaderString(HttpHeaders.CONTENT_ENCODING);
    String outer = !json && normal(encoding).equals("snappy") ? null : encoding;
    try (var share =
        gate.admit(sender, outer, headers.getHeaderString(HttpHeaders.CONTENT_LENGTH))) {
      var request = intake.begin(sender.project(), "loki");
      var sink = new LokiSink(request);
      gate.read(
          body,
          outer,
          share,
          json ? "a Loki push request in JSON" : "a Loki push request in snappy protobuf",
          in -> {
            byte[] bytes = in.readAllBytes();
            if (json) {
              LokiJson.read(bytes, sink);
            } else {
              LokiProtobuf.read(unpacked(bytes, share), sink);
            }
          });
      intake.publish(request);
    }
  }

  /** Everything that is not JSON is snappy; an empty body is an empty request. */
  private byte[] unpacked(byte[] block, MemoryBudget.Share share) throws IOException {
    if (block.length == 0) {
      return block;
    }
    int length = Snappy.length(block);
    if (length > maxBody) {
      throw ProblemException.tooLarge(
          "A body may have at most " + maxBody + " bytes after decompression.");
    }
    if (!share.growTo((long) block.length + length)) {
      throw ProblemException.unavailable(
          "Too much is being taken in at the moment; send this again.", TRY_AGAIN);
    }
    return Snappy.decode(block);
  }

  private static boolean isJson(@Nullable String contentType) {
    return contentType != null && normal(contentType.split(";", 2)[0]).equals("application/json");
  }

  private static String normal(@Nullable String value) {
    return value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
  }

  private static Response refusal(ProblemException thrown) {
    var problem = thrown.problem();
    var response =
        Response.status(problem.status())
            .type(MediaType.TEXT_PLAIN_TYPE)
            .entity(problem.detail() + "\n");
    Duration retryAfter = thrown.retryAfter();
    if (retryAfter != null) {
      response.header(HttpHeaders.RETRY_AFTER, Math.max(1, retryAfter.toSeconds()));
    }
    if (problem.status() == 401) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"tocsin\"");
    }
    return response.build();
  }
}
